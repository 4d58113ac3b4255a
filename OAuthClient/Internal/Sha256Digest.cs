using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace OAuthClient.Internal;

/// <summary>SHA-256 digests: a store keeps the digest of a secret that it need not know.</summary>
internal static class Sha256Digest
{
    private const int MaxStackBytes = 256;

    public static string Compute(string text)
    {
        var maxLength = Encoding.UTF8.GetMaxByteCount(text.Length);
        var bytes = maxLength <= MaxStackBytes ? stackalloc byte[MaxStackBytes] : new byte[maxLength];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(text, bytes)], hash);
        return Base64Url.EncodeToString(hash);
    }

    /// <summary>Computes the digest of a text with lone surrogates, which have no UTF-8.</summary>
    public static string ComputeUtf16(string text) =>
        Base64Url.EncodeToString(SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan())));

    /// <summary>
    /// Computes the digest of groups of texts. Groups with other texts, or other borders, have another.
    /// </summary>
    public static string ComputeParts(IEnumerable<IReadOnlyCollection<string>> groups) => ComputeUtf16(string.Concat(
        groups.Select(texts => $"{texts.Count};{string.Concat(texts.Select(text => $"{text.Length}:{text}"))}")));

    public static bool Matches(string text, string digest) =>
        CryptographicOperations.FixedTimeEquals(
            MemoryMarshal.AsBytes(Compute(text).AsSpan()), MemoryMarshal.AsBytes(digest.AsSpan()));
}
