using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OAuthClient.OAuth2;

/// <summary>Proof key for code exchange (RFC 7636), with the S256 method only.</summary>
internal static class Pkce
{
    public const string Method = "S256";

    // RFC 7636 section 4.1 asks for 43 to 128 unreserved characters, and section 7.1 for 256 bits: 32 octets, base64url-encoded, are 43.
    public static Secret Verifier(OAuthRandom random) => random.Text();

    // RFC 7636 section 4.2: BASE64URL-ENCODE(SHA256(ASCII(code_verifier))).
    public static string Challenge(Secret verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier.Reveal())));
}
