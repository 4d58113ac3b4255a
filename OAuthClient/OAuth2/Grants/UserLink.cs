using OAuthClient.Internal;

namespace OAuthClient.OAuth2.Grants;

/// <summary>Reads addresses that a user is to open: web addresses, and nothing that would start a program.</summary>
internal sealed class UserLink(GrantAnswer answer, OAuth2Provider provider)
{
    public Uri Read(string field, string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || text.Any(char.IsControl))
            throw answer.Refuse($"has a {field} that is no address");
        var isSafe = url.Scheme == Uri.UriSchemeHttps
            || (url.Scheme == Uri.UriSchemeHttp
                && Loopback.IsHost(url)
                && provider.Allow.HasFlag(Insecure.LoopbackHttp));
        if (!isSafe || url.UserInfo.Length > 0)
            throw answer.Refuse($"has a {field} that is no https address ({url.Scheme}:)");
        return url;
    }
}
