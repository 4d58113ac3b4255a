using OAuthClient.Storage;

namespace OAuthClient.Internal;

/// <summary>
/// The default stores and the default HTTP handler of a dance. No other file outside the folder Storage names the
/// stores in it.
/// </summary>
internal static class DanceDefaults
{
    public static ITokenStore CreateTokenStore() => new MemoryTokenStore();

    public static IPendingDanceStore CreatePendingDanceStore(TimeProvider time) => new MemoryPendingDanceStore(time);

    public static IRegistrationStore CreateRegistrationStore() => new MemoryRegistrationStore();

    // A redirect would carry secrets to another host, and a cookie would carry one user's session to another.
    // Connections end after five minutes so that DNS is asked again.
    public static HttpMessageHandler CreateHttpHandler() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
