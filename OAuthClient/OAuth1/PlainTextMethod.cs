namespace OAuthClient.OAuth1;

/// <summary>PLAINTEXT: the signature is the two secrets (RFC 5849 section 3.4.4).</summary>
internal sealed class PlainTextMethod : SignatureMethod
{
    public override string Name => "PLAINTEXT";

    public override string KeyDescription =>
        "the client secret, percent-encoded, an & and the token secret, percent-encoded; it is the signature";

    public override string Sign(string baseString, Secret clientSecret, Secret tokenSecret)
    {
        using var signature = new AsciiBuilder();
        signature.AppendEncoded(clientSecret.Reveal());
        signature.Append((byte)'&');
        signature.AppendEncoded(tokenSecret.Reveal());
        return signature.ToText();
    }
}
