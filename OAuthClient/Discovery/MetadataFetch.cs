using OAuthClient.Internal;

namespace OAuthClient.Discovery;

/// <summary>Fetches the document of an issuer, within one deadline.</summary>
internal sealed class MetadataFetch : IDisposable
{
    private readonly DocumentClient _client;
    private readonly CancellationTokenSource _deadline;
    private readonly TimeSpan _timeout;

    public MetadataFetch(DiscoveryOptions options, TimeProvider time)
    {
        _timeout = options.Timeout;
        _deadline = new(options.Timeout, time);
        _client = options.Http is { } own
            ? new(own, ownsHandler: false, time)
            : new(GuardedHandler.Create(options.Allow, options.Resolve), ownsHandler: true, time);
    }

    /// <exception cref="OAuthException">There is no document, or a request for it failed.</exception>
    public async Task<FetchedDocument> FetchAsync(string issuer)
    {
        var urls = WellKnownUrls.Of(issuer);
        // RFC 8414 section 3.3: documents are not merged; the first one counts.
        foreach (var url in urls)
        {
            if (await FindAsync(url).ConfigureAwait(false) is { } document)
                return document;
        }
        throw MetadataError.Missing(issuer, urls);
    }

    public void Dispose()
    {
        _client.Dispose();
        _deadline.Dispose();
    }

    private async Task<FetchedDocument?> FindAsync(string url)
    {
        try
        {
            return await _client.FindAsync(url, _deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_deadline.IsCancellationRequested)
        {
            throw MetadataError.TimedOut(url, _timeout);
        }
    }
}
