using OAuthClient.OAuth2;

namespace OAuthClient.Discovery;

/// <summary>The providers that were discovered, of a bounded number of issuers. Thread-safe.</summary>
internal sealed class DiscoveryCache(TimeProvider time)
{
    private const int MaxCount = 1_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<DiscoveryKey, CachedIssuer> _issuers = [];

    /// <summary>Gets a provider. Callers that ask at the same time share one reading.</summary>
    /// <param name="key">The issuer and the options.</param>
    /// <param name="read">Reads the document.</param>
    /// <param name="cancellationToken">Cancels the caller's wait.</param>
    public Task<OAuth2Provider> GetAsync(
        DiscoveryKey key, Func<Task<DiscoveredProvider>> read, CancellationToken cancellationToken)
    {
        Task<OAuth2Provider> provider;
        lock (_gate)
            provider = FindOrAdd(key).Get(read);
        return provider.WaitAsync(cancellationToken);
    }

    public void Forget(string issuer)
    {
        lock (_gate)
        {
            foreach (var (key, cached) in _issuers)
            {
                if (key.Issuer == issuer)
                    cached.Forget();
            }
        }
    }

    private CachedIssuer FindOrAdd(DiscoveryKey key)
    {
        if (_issuers.TryGetValue(key, out var known))
            return known;
        if (_issuers.Count >= MaxCount)
            RemoveOldest();
        return _issuers[key] = new(time);
    }

    // Third parties can name any number of issuers, and must not drive out the developer's. Among equals, a reading
    // that others wait for goes last.
    private void RemoveOldest()
    {
        var oldest = _issuers
            .OrderBy(entry => entry.Key.Options.NamedBy != IssuerSource.ThirdParty)
            .ThenBy(entry => entry.Value.IsReading)
            .ThenBy(entry => entry.Value.LastUse)
            .First();
        _issuers.Remove(oldest.Key);
    }
}
