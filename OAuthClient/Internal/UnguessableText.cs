using System.Buffers.Text;
using System.Security.Cryptography;

namespace OAuthClient.Internal;

/// <summary>States, verifiers, nonces and browser keys: texts that an attacker cannot guess.</summary>
internal static class UnguessableText
{
    // RFC 6749 section 10.10 and RFC 7636 section 7.1 ask for values that cannot be guessed: 256 bits.
    private const int ByteCount = 32;

    /// <returns>43 characters, all unreserved in URLs.</returns>
    public static string Create(RandomNumberGenerator random)
    {
        Span<byte> bytes = stackalloc byte[ByteCount];
        random.GetBytes(bytes);
        return Base64Url.EncodeToString(bytes);
    }
}
