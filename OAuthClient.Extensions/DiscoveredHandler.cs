using OAuthClient.Http;

namespace OAuthClient.Extensions;

/// <summary>
/// Attaches tokens of a dance whose provider is discovered, by the handler of that dance. Thread-safe.
/// </summary>
internal sealed class DiscoveredHandler(DiscoveredDance discovered, Func<OAuthDance, OAuthHandler> create)
    : DelegatingHandler
{
    private volatile Attachment? _attachment;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var dance = await discovered.GetAsync(cancellationToken).ConfigureAwait(false);
        var attachment = _attachment;
        if (attachment?.Dance != dance)
            _attachment = attachment = new(dance, create(dance), InnerHandler!);
        return await attachment.Calls.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The handler of one dance. The factory disposes the inner handler.</summary>
    private sealed class Attachment
    {
        public Attachment(OAuthDance dance, OAuthHandler handler, HttpMessageHandler inner)
        {
            Dance = dance;
            handler.InnerHandler = inner;
            Calls = new(handler, disposeHandler: false);
        }

        public OAuthDance Dance { get; }

        public HttpMessageInvoker Calls { get; }
    }
}
