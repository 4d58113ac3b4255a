using OAuthClient.OAuth1;
using OAuthClient.OAuth2;

namespace OAuthClient.Presets;

/// <summary>
/// Providers whose values are known: add your registration with <c>with</c>. Nothing here was checked against the live provider; each
/// says where its values were taken from. Every field can be overridden.
/// </summary>
public static class Providers
{
    /// <summary>GitHub, OAuth 2. From Flask-Dance 7.1's preset (March 2024).</summary>
    public static OAuth2Provider GitHub { get; } = new()
    {
        Name = "github",
        AuthorizationEndpoint = "https://github.com/login/oauth/authorize",
        TokenEndpoint = "https://github.com/login/oauth/access_token",
        ApiBaseUrl = "https://api.github.com/",
    };

    /// <summary>GitLab, OAuth 2. From Flask-Dance 7.1's preset (March 2024).</summary>
    public static OAuth2Provider GitLab { get; } = new()
    {
        Name = "gitlab",
        AuthorizationEndpoint = "https://gitlab.com/oauth/authorize",
        TokenEndpoint = "https://gitlab.com/oauth/token",
        ApiBaseUrl = "https://gitlab.com/api/v4/",
    };

    /// <summary>Discogs, OAuth 1.0a. Endpoints from simov/grant's config/oauth.json at commit 00d89ae; the API address is their host.</summary>
    public static OAuth1Provider Discogs { get; } = new()
    {
        Name = "discogs",
        TemporaryCredentialEndpoint = "https://api.discogs.com/oauth/request_token",
        AuthorizationEndpoint = "https://discogs.com/oauth/authorize",
        TokenEndpoint = "https://api.discogs.com/oauth/access_token",
        ApiBaseUrl = "https://api.discogs.com/",
    };
}
