using OAuthClient.Storage;

namespace OAuthClient.Internal;

/// <summary>
/// The stores and the transport of a dance for which the host gives none. The only file outside the room Storage that
/// names its stores.
/// </summary>
internal static class DanceDefaults
{
    public static ITokenStore Tokens() => new MemoryTokenStore();

    public static IPendingDanceStore PendingDances(TimeProvider time) => new MemoryPendingDanceStore(time);

    // A redirect would carry secrets to another host, and a cookie would carry one user's session to another.
    // Connections end after five minutes so that DNS is asked again.
    public static HttpMessageHandler Http() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
