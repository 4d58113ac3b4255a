using OAuthClient.Internal;

namespace OAuthClient.Login;

/// <summary>
/// The name of the cookie that keeps the browser key of one login. Logins that begin at the same time do not replace
/// each other's cookies.
/// </summary>
internal static class LoginCookieName
{
    private const string Prefix = "oauth.";

    // 128 bits: two logins of one browser never share a name.
    private const int DigestLength = 22;

    public static string Of(string id) => Prefix + Sha256Digest.Compute(id)[..DigestLength];
}
