using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// The signature of a callback's query with the client secret: HMAC-SHA256 (RFC 2104), in hexadecimal digits.
/// </summary>
internal static class CallbackHmac
{
    public static bool IsValid(OAuthCallback callback, string parameter, Secret key)
    {
        var signed = callback.Parameters
            .Where(pair => pair.Key != parameter)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (pair.Key, pair.Value));
        var expected = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(key.Reveal()), Encoding.UTF8.GetBytes(UrlForm.Encode(signed)));
        var actual = new byte[expected.Length];
        return callback[parameter] is { } hex
            && hex.Length == 2 * expected.Length
            && Convert.FromHexString(hex, actual, out _, out _) == OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(actual, expected);
    }
}
