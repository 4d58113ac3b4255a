namespace OAuthClient.Internal;

/// <summary>
/// Refuses a transport that follows redirects or keeps cookies, as the handlers of .NET do by default. A handler of any
/// other kind is trusted.
/// </summary>
internal static class TransportCheck
{
    /// <param name="handler">The first handler of the transport.</param>
    /// <param name="subject">The name of the handler for the message.</param>
    /// <exception cref="ArgumentException">The transport is unsafe.</exception>
    public static void ThrowIfUnsafe(HttpMessageHandler handler, string subject)
    {
        if (FindFault(handler, subject) is { } fault)
            throw new ArgumentException(fault);
    }

    /// <summary>Looks again, before the first request: a handler may be attached late.</summary>
    /// <exception cref="InvalidOperationException">The transport is unsafe.</exception>
    public static void ThrowIfUnsafeToSend(HttpMessageHandler handler, string subject)
    {
        if (FindFault(handler, subject) is { } fault)
            throw new InvalidOperationException(fault);
    }

    private static string? FindFault(HttpMessageHandler handler, string subject)
    {
        var (followsRedirects, keepsCookies) = FindLast(handler) switch
        {
            SocketsHttpHandler sockets => (sockets.AllowAutoRedirect, sockets.UseCookies),
            HttpClientHandler client => (client.AllowAutoRedirect, client.UseCookies),
            _ => (false, false),
        };
        if (!followsRedirects && !keepsCookies)
            return null;
        string?[] reasons =
        [
            followsRedirects ? "follows redirects, which carry secrets to another host" : null,
            keepsCookies ? "keeps cookies, which mix the sessions of users" : null,
        ];
        return $"{subject} {string.Join(", and ", reasons.OfType<string>())}. "
            + "Write: new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }";
    }

    private static HttpMessageHandler FindLast(HttpMessageHandler handler)
    {
        while (handler is DelegatingHandler { InnerHandler: { } inner })
            handler = inner;
        return handler;
    }
}
