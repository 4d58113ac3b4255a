using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OAuthClient.Storage;

/// <summary>
/// A digest of a key, in lower-case hexadecimal digits: a file name that every file system accepts. It does not
/// hide the user from a reader who can guess the key.
/// </summary>
internal static class KeyDigest
{
    // Strict: two keys that are invalid UTF-16 would otherwise become the same replacement character.
    public static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static string Of(TokenKey key) => Of([key.Provider, key.ClientId, key.User.Id, key.Account]);

    // The number of parts tells a registration's key from that of a token.
    public static string Of(RegistrationKey key) => Of([key.Issuer, key.Client, key.RedirectUris]);

    private static string Of(ReadOnlySpan<string?> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
            Append(hash, part);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // The length comes first, so that no text can pass from one part to the next; null is not the empty text.
    private static void Append(IncrementalHash hash, string? part)
    {
        var bytes = StrictUtf8.GetBytes(part ?? "");
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, part is null ? -1 : bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
