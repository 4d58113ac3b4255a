using OAuthClient.Internal;

namespace OAuthClient.Discovery;

/// <summary>Fetches the document of an issuer, within one deadline.</summary>
internal sealed class MetadataFetch : IDisposable
{
    private readonly DocumentClient _client;
    private readonly CancellationTokenSource _deadline;
    private readonly TimeSpan _timeout;
    private readonly SemaphoreSlim _slots;

    public MetadataFetch(DiscoveryOptions options, SemaphoreSlim slots, TimeProvider time)
    {
        _slots = slots;
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
        await EnterAsync(urls[0]).ConfigureAwait(false);
        try
        {
            return await FindFirstAsync(urls).ConfigureAwait(false) ?? throw MetadataError.Missing(issuer, urls);
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _deadline.Dispose();
    }

    // The deadline holds for the wait too.
    private async Task EnterAsync(string url)
    {
        try
        {
            await _slots.WaitAsync(_deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw MetadataError.TimedOut(url, _timeout);
        }
    }

    // RFC 8414 section 3.3: documents are not merged; the first one counts.
    private async Task<FetchedDocument?> FindFirstAsync(IReadOnlyList<string> urls)
    {
        foreach (var url in urls)
        {
            if (await FindAsync(url).ConfigureAwait(false) is { } document)
                return document;
        }
        return null;
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
