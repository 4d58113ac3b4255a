namespace OAuthClient.Internal;

/// <summary>
/// Makes handlers whose requests share no connection. A server may have closed a connection that it seems to keep open,
/// and a code or a refresh token that was sent into it must not be sent again.
/// </summary>
internal static class UnpooledHandler
{
    /// <summary>
    /// Copies a handler with its settings, but for the connections. Another kind of handler cannot be copied, and is
    /// returned as it is.
    /// </summary>
    public static HttpMessageHandler Of(HttpMessageHandler handler) =>
        handler is SocketsHttpHandler pooled ? Copy(pooled) : handler;

    private static SocketsHttpHandler Copy(SocketsHttpHandler pooled) => new()
    {
        // A dance refuses a transport that does either.
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.Zero,
        ActivityHeadersPropagator = pooled.ActivityHeadersPropagator,
        AutomaticDecompression = pooled.AutomaticDecompression,
        ConnectCallback = pooled.ConnectCallback,
        ConnectTimeout = pooled.ConnectTimeout,
        Credentials = pooled.Credentials,
        DefaultProxyCredentials = pooled.DefaultProxyCredentials,
        Expect100ContinueTimeout = pooled.Expect100ContinueTimeout,
        MaxConnectionsPerServer = pooled.MaxConnectionsPerServer,
        MaxResponseDrainSize = pooled.MaxResponseDrainSize,
        MaxResponseHeadersLength = pooled.MaxResponseHeadersLength,
        MeterFactory = pooled.MeterFactory,
        PlaintextStreamFilter = pooled.PlaintextStreamFilter,
        PreAuthenticate = pooled.PreAuthenticate,
        Proxy = pooled.Proxy,
        RequestHeaderEncodingSelector = pooled.RequestHeaderEncodingSelector,
        ResponseDrainTimeout = pooled.ResponseDrainTimeout,
        ResponseHeaderEncodingSelector = pooled.ResponseHeaderEncodingSelector,
        SslOptions = pooled.SslOptions,
        UseProxy = pooled.UseProxy,
    };
}
