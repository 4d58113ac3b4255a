using OAuthClient.OAuth2.Grants;
using OAuthClient.Storage;

namespace OAuthClient.Internal;

/// <summary>
/// The default stores, the default HTTP handler and the default grant of a dance. No other file outside their folders
/// names them.
/// </summary>
internal static class DanceDefaults
{
    public static ITokenStore CreateTokenStore() => new MemoryTokenStore();

    public static IPendingDanceStore CreatePendingDanceStore(TimeProvider time) => new MemoryPendingDanceStore(time);

    public static OAuthGrant CreateApplicationGrant(IReadOnlyList<string> scopes) =>
        new ClientCredentialsGrant { Scopes = scopes };

    public static IRegistrationStore CreateRegistrationStore() => new MemoryRegistrationStore();

    // A redirect would carry secrets to another host, and a cookie would carry one user's session to another.
    // Connections end after five minutes so that DNS is asked again.
    public static HttpMessageHandler CreateHttpHandler() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        Proxy = new LoopbackBypass(),
    };
}
