using System.Net;

namespace OAuthClient.Internal;

/// <summary>
/// Makes the handler of all requests to hosts that an outsider may have named. It follows no redirects, keeps no
/// cookies, uses no proxy, decompresses nothing, and connects to tested addresses only.
/// </summary>
internal static class GuardedHandler
{
    private const int MaxHeaderKilobytes = 16;

    /// <param name="allow">The words that allow addresses.</param>
    /// <param name="resolve">Asks DNS for the addresses of a host; null for the system's DNS.</param>
    public static SocketsHttpHandler Create(
        Insecure allow, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null) => new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // Behind a proxy, the addresses that are tested would be the proxy's.
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = MaxHeaderKilobytes,
            // A connection that no request waits for any more is given up too.
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = new GuardedConnect(allow, resolve ?? Dns.GetHostAddressesAsync).ConnectAsync,
        };

    /// <summary>Chooses the handler of a dance whose endpoints an outsider has named.</summary>
    /// <param name="own">The handler of the host's own; null when there is none.</param>
    /// <param name="allow">The words of the provider.</param>
    /// <param name="subject">The name of the host's handler, for the message.</param>
    /// <exception cref="ArgumentException">The host's handler is not allowed by name.</exception>
    public static HttpMessageHandler Choose(HttpMessageHandler? own, Insecure allow, string subject)
    {
        if (own is null)
            return Create(allow);
        ThrowIfNotAllowed(allow, subject);
        return own;
    }

    /// <exception cref="ArgumentException">A handler of the host's own is not allowed by name.</exception>
    public static void ThrowIfNotAllowed(Insecure allow, string subject)
    {
        if (allow.HasFlag(Insecure.UnguardedHttp))
            return;
        throw new ArgumentException(
            $"{subject} takes the place of the handler that tests each address before it connects. Leave it out; or, if "
            + "it tests addresses too, allow it by name: Allow = Insecure.UnguardedHttp.");
    }
}
