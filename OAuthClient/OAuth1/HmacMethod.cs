using System.Security.Cryptography;
using System.Text;

namespace OAuthClient.OAuth1;

/// <summary>A keyed hash of the base string (RFC 5849 section 3.4.2).</summary>
internal sealed class HmacMethod(string name, HashAlgorithmName hash) : SignatureMethod
{
    public override string Name => name;

    public override HashAlgorithmName BodyHash => hash;

    public override string KeyShape => $"the client secret, percent-encoded, an & and the token secret, percent-encoded; for {hash.Name}";

    public override string Sign(string baseString, Secret clientSecret, Secret tokenSecret)
    {
        using var key = new TextBuffer();
        // The & stands there even when one of them is empty.
        key.AppendEncoded(clientSecret.Reveal());
        key.Append('&');
        key.AppendEncoded(tokenSecret.Reveal());
        var bytes = new byte[key.Length];
        Encoding.ASCII.GetBytes(key.Text, bytes);
        try
        {
            return Convert.ToBase64String(CryptographicOperations.HmacData(hash, bytes, Encoding.ASCII.GetBytes(baseString)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
