using OAuthClient.Http;

namespace OAuthClient.Extensions;

/// <summary>
/// Attaches tokens of a dance whose provider is discovered, by the handler of that dance. Thread-safe.
/// </summary>
internal sealed class DiscoveredHandler(DiscoveredDance discovered) : DelegatingHandler
{
    private volatile Attachment? _attachment;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var dance = await discovered.GetAsync(cancellationToken).ConfigureAwait(false);
        var attachment = _attachment;
        if (attachment?.Dance != dance)
            _attachment = attachment = new(dance, InnerHandler!);
        return await attachment.Calls.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The handler of one dance. The factory disposes the inner handler.</summary>
    private sealed class Attachment(OAuthDance dance, HttpMessageHandler inner)
    {
        public OAuthDance Dance => dance;

        public HttpMessageInvoker Calls { get; } =
            new(new OAuthHandler(dance) { InnerHandler = inner }, disposeHandler: false);
    }
}
