using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OAuthClient;

/// <summary>What a store may hold of a value that it has no need to know.</summary>
internal static class DanceDigest
{
    public static string Of(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static bool Matches(string text, string digest) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Of(text)), Encoding.ASCII.GetBytes(digest));
}
