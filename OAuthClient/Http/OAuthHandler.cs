namespace OAuthClient.Http;

/// <summary>
/// Attaches a session's token to calls, or signs them, as the last thing before they leave: nothing changes them afterwards. Calls to
/// origins that the provider does not name go out as they are. Put it innermost. Thread-safe.
/// </summary>
public sealed class OAuthHandler : DelegatingHandler
{
    private readonly OAuthSession _session;
    private readonly bool _isBorrowed;

    /// <summary>Makes the handler of a session.</summary>
    /// <param name="session">Whose token to use.</param>
    /// <param name="inner">What sends the calls, disposed with this. The dance's own by default, which follows no redirects and is not disposed, since all sessions share it. Another must not follow them either.</param>
    public OAuthHandler(OAuthSession session, HttpMessageHandler? inner = null) : base(inner ?? Transport(session)) =>
        (_session, _isBorrowed) = (session, inner is null);

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var attached = _session.AttachAsync(request, cancellationToken);
        // With a store that answers at once there is nothing to wait for, and no state to keep meanwhile.
        return attached.IsCompletedSuccessfully ? base.SendAsync(request, cancellationToken) : SendLaterAsync(attached, request, cancellationToken);
    }

    /// <summary>Refused: without this it would go out without the token.</summary>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A token is attached asynchronously, since its store may be far away. Call SendAsync instead of Send.");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => base.Dispose(disposing && !_isBorrowed);

    private async Task<HttpResponseMessage> SendLaterAsync(ValueTask attached, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await attached.ConfigureAwait(false);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private static HttpMessageHandler Transport(OAuthSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.Dance.Tools.Http;
    }
}
