using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace OAuthClient.OAuth1;

/// <summary>The HMAC-SHA1 signature method (RFC 5849 section 3.4.2).</summary>
internal static class HmacSha1
{
    public const string Name = "HMAC-SHA1";

    [SuppressMessage("Security", "CA5350", Justification = "RFC 5849 section 3.4.2 names it; as an HMAC it is not broken.")]
    public static string Sign(string baseString, Secret clientSecret, Secret tokenSecret)
    {
        // The key is both secrets, encoded, with an & between them even when one is empty.
        var key = $"{BaseString.Escape(clientSecret.Reveal())}&{BaseString.Escape(tokenSecret.Reveal())}";
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.ASCII.GetBytes(key), Encoding.ASCII.GetBytes(baseString)));
    }
}
