namespace OAuthClient.Http;

/// <summary>
/// Attaches a session's token to calls, or signs them, as the last thing before they leave: nothing changes them afterwards. Calls to
/// origins that the provider does not name go out as they are. Put it innermost. Thread-safe.
/// </summary>
public sealed class OAuthHandler : DelegatingHandler
{
    private readonly OAuthSession _session;

    /// <summary>Makes the handler of a session.</summary>
    /// <param name="session">Whose token to use.</param>
    /// <param name="inner">What sends the calls; the dance's own by default, which follows no redirects. Another must not follow them either.</param>
    public OAuthHandler(OAuthSession session, HttpMessageHandler? inner = null) : base(inner ?? Transport(session)) => _session = session;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await _session.AttachAsync(request, cancellationToken).ConfigureAwait(false);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private static HttpMessageHandler Transport(OAuthSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.Dance.Tools.Http;
    }
}
