using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace OAuthClient.Internal;

/// <summary>What a store may hold of a value that it has no need to know.</summary>
internal static class Sha256Digest
{
    private const int UsualLength = 256;

    public static string Of(string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var bytes = most <= UsualLength ? stackalloc byte[UsualLength] : new byte[most];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(text, bytes)], hash);
        return Base64Url.EncodeToString(hash);
    }

    public static bool Matches(string text, string digest) =>
        CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(Of(text).AsSpan()), MemoryMarshal.AsBytes(digest.AsSpan()));
}
