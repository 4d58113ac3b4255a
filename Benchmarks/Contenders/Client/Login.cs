using OAuthClient;
using OAuthClient.OAuth1;
using OAuthClient.OAuth2;
using OAuthClient.Storage;
using Signals;

namespace Benchmarks.Contenders.Client;

/// <summary>This library's whole dance: the code grant with PKCE.</summary>
internal static class Login
{
    public const string RedirectUri = "https://app.example.com/callback";
    public static readonly OAuthUser User = "42";

    public static OAuthDance Dance(MemoryServer server, ITokenStore? tokens = null) => new(
        new OAuth2Provider
        {
            Name = "example",
            ClientId = "client",
            ClientSecret = "secret",
            ApiBaseUrl = MemoryServer.Site,
            AuthorizationEndpoint = $"{MemoryServer.Site}/authorize",
            TokenEndpoint = $"{MemoryServer.Site}/token",
            Scopes = ["read", "write"],
            ClientAuthentication = ClientAuthentication.Post,
        },
        RedirectUri,
        new() { Http = server, Signals = new SignalRegistry(), Tokens = tokens });

    public static Contender WholeDance()
    {
        var dance = Dance(new());
        return new(Contender.Ours, (_, count) =>
        {
            for (var number = 0; number < count; number++)
                Finish(dance);
        }, []);
    }

    /// <summary>A dance with the stored token of <see cref="User"/>, from a login.</summary>
    public static OAuthDance DanceWithToken(MemoryServer server)
    {
        var dance = Dance(server);
        Finish(dance);
        return dance;
    }

    /// <summary>A dance with a stored token of <see cref="User"/>.</summary>
    public static OAuthDance DanceWithToken(OAuth1Provider provider, OAuthToken token, HttpMessageHandler http)
    {
        var store = new MemoryTokenStore();
        var dance = new OAuthDance(
            provider, RedirectUri, new() { Http = http, Tokens = store, Signals = new SignalRegistry() });
        SynchronousCompletion.Require(store.PutAsync(dance.Session(User).Key!.Value, token, null));
        return dance;
    }

    public static void Finish(OAuthDance dance)
    {
        var login = SynchronousCompletion.Require(dance.BeginAsync(User).AsTask());
        var callback = OAuthCallback.FromUrl(Callback(login.AuthorizationUrl!.AbsoluteUri));
        var outcome = SynchronousCompletion.Require(dance.FinishAsync(callback, login.BrowserKey).AsTask());
        if (outcome.Kind != OAuthOutcomeKind.Stored)
            throw new WrongContenderException($"our dance ended {outcome}");
    }

    /// <summary>The callback that the browser brings from the provider.</summary>
    public static string Callback(string authorizationUrl)
    {
        const string Name = "state=";
        var state = authorizationUrl.AsSpan(authorizationUrl.IndexOf(Name, StringComparison.Ordinal));
        var end = state.IndexOf('&');
        return $"{RedirectUri}?code=SplxlOBeZQQYbYS6WxSbIA&{(end < 0 ? state : state[..end])}";
    }
}
