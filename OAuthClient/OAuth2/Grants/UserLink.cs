using OAuthClient.Internal;

namespace OAuthClient.OAuth2.Grants;

/// <summary>Reads addresses that a user is to open: web addresses, and nothing that would start a program.</summary>
internal sealed class UserLink(GrantAnswer answer, OAuth2Provider provider)
{
    private const int MaxLength = 2048;

    /// <returns>
    /// The address in ASCII: escapes stay escapes, and a host in another script is in Punycode, so that no text looks
    /// like another address.
    /// </returns>
    public string Read(string field, string text)
    {
        if (text.Length > MaxLength || text.Any(char.IsControl) || !Uri.TryCreate(text, UriKind.Absolute, out var url))
            throw answer.Refuse($"has a {field} that is no address");
        var isSafe = url.Scheme == Uri.UriSchemeHttps
            || (url.Scheme == Uri.UriSchemeHttp
                && Loopback.IsHost(url)
                && provider.Allow.HasFlag(Insecure.LoopbackHttp));
        if (!isSafe || url.UserInfo.Length > 0)
            throw answer.Refuse($"has a {field} that is no https address");
        // Another provider's page would let the user allow another program there. A guarded provider has all of its
        // endpoints at its issuer's origin.
        if (provider.IsGuarded && !SafeUrl.IsSameOrigin(new(provider.TokenEndpoint), url))
            throw answer.Refuse($"has a {field} at another origin than its issuer's, which a third party has named");
        return SafeUrl.OriginOf(text) + url.GetComponents(
            UriComponents.PathAndQuery | UriComponents.Fragment, UriFormat.UriEscaped);
    }
}
