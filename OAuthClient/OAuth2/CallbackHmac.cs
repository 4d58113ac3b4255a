using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>A signature over a callback's query, made with the client secret: HMAC-SHA256 (RFC 2104), in hexadecimal.</summary>
internal static class CallbackHmac
{
    public static bool IsValid(OAuthCallback callback, string parameter, Secret key)
    {
        var signed = callback.Parameters.Where(pair => pair.Key != parameter).OrderBy(pair => pair.Key, StringComparer.Ordinal);
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key.Reveal()), Encoding.UTF8.GetBytes(UrlForm.Encode(signed.Select(pair => (pair.Key, pair.Value)))));
        var actual = new byte[expected.Length];
        return callback[parameter] is { } hex && hex.Length == 2 * expected.Length
            && Convert.FromHexString(hex, actual, out _, out _) == OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(actual, expected);
    }
}
