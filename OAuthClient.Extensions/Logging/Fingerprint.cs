using System.Security.Cryptography;
using System.Text;

namespace OAuthClient.Extensions.Logging;

/// <summary>
/// Short names for tokens and users in a log: the first 32 bits of an HMAC-SHA256. Equal texts have equal fingerprints
/// under one key, and no text can be found from its fingerprint. Immutable and thread-safe.
/// </summary>
internal sealed class Fingerprint
{
    private const int Length = 8;
    private const int MinKeyLength = 16;
    private static readonly byte[] ProcessKey = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] _key;

    /// <param name="key">The key; no secret for the random key of the process.</param>
    /// <exception cref="InvalidOperationException">The key is short enough to be guessed.</exception>
    public Fingerprint(Secret key)
    {
        _key = key.IsEmpty ? ProcessKey : Encoding.UTF8.GetBytes(key.Reveal());
        if (_key.Length < MinKeyLength)
        {
            throw new InvalidOperationException(
                $"The fingerprint key of the log must have {MinKeyLength} characters or more: "
                + "OAuth:FingerprintKey of the configuration, or Log.FingerprintKey of the options.");
        }
    }

    public string? OfToken(OAuthToken? token) =>
        token is null || token.AccessToken.IsEmpty ? null : Compute("token", token.AccessToken.Reveal());

    public string? OfUser(OAuthUser user) => user.IsKnown ? Compute("user", user.Id) : null;

    // A user and a token with the same text have different fingerprints.
    private string Compute(string kind, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{kind}\n{text}")))[..Length];
}
