using OAuthClient;
using OAuthClient.OAuth1;
using OAuthClient.OAuth2;
using OAuthHarness.Terminal;

namespace OAuthHarness.Profiles;

/// <summary>Allows http for a provider on this machine only; --explain tells it.</summary>
internal static class LoopbackUse
{
    /// <summary>The permission that the addresses need.</summary>
    public static Insecure AllowedFor(IEnumerable<string?> urls) =>
        urls.Any(IsLoopbackHttp) ? Insecure.LoopbackHttp : Insecure.None;

    public static OAuthProvider Allow(CommandRun run, OAuthProvider provider)
    {
        var allowed = AllowedFor(Addresses(provider));
        if (allowed != Insecure.None && run.Explains)
            run.Tell("The provider is on this machine, and http is allowed there (Insecure.LoopbackHttp).");
        return provider with { Allow = provider.Allow | allowed };
    }

    private static IEnumerable<string?> Addresses(OAuthProvider provider) => provider switch
    {
        OAuth2Provider oauth2 =>
        [
            oauth2.ApiBaseUrl, oauth2.AuthorizationEndpoint, oauth2.TokenEndpoint, oauth2.DeviceAuthorizationEndpoint,
        ],
        OAuth1Provider oauth1 =>
        [
            oauth1.ApiBaseUrl, oauth1.TemporaryCredentialEndpoint, oauth1.AuthorizationEndpoint, oauth1.TokenEndpoint,
        ],
        _ => [],
    };

    public static bool IsLoopbackHttp(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed is { Scheme: "http", IsLoopback: true };
}
