using System.Buffers.Text;
using System.Security.Cryptography;

namespace OAuthClient;

/// <summary>
/// The one seam where randomness enters. The default is the operating system's; another is for tests, for whoever can guess it can log
/// in as others. Thread-safe.
/// </summary>
public class OAuthRandom
{
    // RFC 6749 section 10.10 and RFC 7636 section 7.1 ask for values that cannot be guessed: 256 bits.
    private const int Bytes = 32;

    /// <summary>The operating system's randomness.</summary>
    public static OAuthRandom Secure { get; } = new();

    /// <summary>Fills with random bytes.</summary>
    /// <param name="bytes">What to fill.</param>
    public virtual void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);

    /// <returns>43 characters, all unreserved in URLs.</returns>
    internal string Text()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        Fill(bytes);
        return Base64Url.EncodeToString(bytes);
    }
}
