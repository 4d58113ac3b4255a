using System.Security.Cryptography;
using System.Text;

namespace OAuthClient.OAuth1;

/// <summary>A keyed hash of the base string (RFC 5849 section 3.4.2).</summary>
internal sealed class HmacMethod(string name, HashAlgorithmName hash) : SignatureMethod
{
    public override string Name => name;

    public override HashAlgorithmName BodyHash => hash;

    public override string KeyDescription =>
        $"the client secret, percent-encoded, an & and the token secret, percent-encoded; for {hash.Name}";

    public override string Sign(string baseString, Secret clientSecret, Secret tokenSecret) =>
        Sign(Encoding.ASCII.GetBytes(baseString), clientSecret, tokenSecret);

    internal override string Sign(ReadOnlySpan<byte> baseString, Secret clientSecret, Secret tokenSecret)
    {
        using var key = new AsciiBuilder();
        // RFC 5849 section 3.4.2: the & is there even when a secret is empty.
        key.AppendEncoded(clientSecret.Reveal());
        key.Append((byte)'&');
        key.AppendEncoded(tokenSecret.Reveal());
        Span<byte> signature = stackalloc byte[HMACSHA512.HashSizeInBytes];
        var length = CryptographicOperations.HmacData(hash, key.Bytes, baseString, signature);
        return Convert.ToBase64String(signature[..length]);
    }
}
