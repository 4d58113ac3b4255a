using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// Proof key for code exchange (RFC 7636). Every login uses it, with S256, unless the provider's value allows less.
/// </summary>
internal static class Pkce
{
    private const string S256 = "S256";
    private const string Plain = "plain";

    /// <summary>The challenge and its method (RFC 7636 section 4.3); nothing for a login without PKCE.</summary>
    public static IEnumerable<(string Name, string Value)> Parameters(OAuth2Provider provider, Secret verifier)
    {
        if (verifier.IsEmpty)
            return [];
        var method = ChallengeMethod(provider);
        var challenge = Challenge(verifier, method, provider.Quirks.HexCodeChallenge);
        return [("code_challenge", challenge), ("code_challenge_method", method)];
    }

    // RFC 9700 section 2.1.1: methods that do not expose the verifier, of which S256 is the only one.
    public static string ChallengeMethod(OAuth2Provider provider)
    {
        var methods = provider.CodeChallengeMethods;
        if (methods.Count == 0 || methods.Contains(S256))
            return S256;
        if (methods.Contains(Plain) && provider.Allow.HasFlag(Insecure.PlainPkce))
            return Plain;
        throw OAuthException.Refused(
            OAuthErrorCode.PkceDowngrade,
            $"The provider '{provider.Name}' says that it knows the code challenge methods "
            + $"'{string.Join(' ', methods)}', and not S256.",
            "If that is so, and it is to be trusted all the same, say Allow = Insecure.PlainPkce.");
    }

    /// <returns>The verifier of a login; empty for a login without PKCE.</returns>
    public static Secret Verifier(OAuth2Provider provider, RandomNumberGenerator random) =>
        provider.Allow.HasFlag(Insecure.NoPkce) ? default : Verifier(random);

    // RFC 7636 section 4.1 asks for 43 to 128 unreserved characters, and section 7.1 for 256 bits: 32 octets,
    // base64url-encoded, are 43.
    public static Secret Verifier(RandomNumberGenerator random) => UnguessableText.Create(random);

    // RFC 7636 section 4.2: BASE64URL-ENCODE(SHA256(ASCII(code_verifier))), or the verifier itself.
    public static string Challenge(Secret verifier, string method, bool isHex = false)
    {
        if (method == Plain)
            return verifier.Reveal();
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(verifier.Reveal()));
        return isHex ? Convert.ToHexStringLower(hash) : Base64Url.EncodeToString(hash);
    }
}
