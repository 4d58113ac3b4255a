using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OAuthClient.Storage;

/// <summary>A name for a key that every file system takes, in lower-case hexadecimal digits. It hides a user only from a glance.</summary>
internal static class KeyDigest
{
    // Strict: two keys that are no text would otherwise become the same replacement character.
    public static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static string Of(TokenKey key)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in (ReadOnlySpan<string?>)[key.Provider, key.ClientId, key.User.Id, key.Account])
            Append(hash, part);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // With its length before it, so that no text can pass from one part to the next; nothing at all is not the empty text.
    private static void Append(IncrementalHash hash, string? part)
    {
        var bytes = StrictUtf8.GetBytes(part ?? "");
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, part is null ? -1 : bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
