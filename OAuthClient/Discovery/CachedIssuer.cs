using OAuthClient.OAuth2;

namespace OAuthClient.Discovery;

/// <summary>The last reading of one issuer's document. Not thread-safe: its cache locks it.</summary>
internal sealed class CachedIssuer(TimeProvider time)
{
    private MetadataReading? _reading;

    /// <summary>The time of the last use, as a timestamp of the clock.</summary>
    public long LastUse { get; private set; }

    public bool IsReading => _reading is { IsFinished: false };

    /// <summary>Gets the provider of the last reading, or of a new one when the last one is too old.</summary>
    public Task<OAuth2Provider> Get(Func<Task<DiscoveredProvider>> read)
    {
        LastUse = time.GetTimestamp();
        if (_reading is not { IsFresh: true })
            _reading = new(read, _reading?.Found, time);
        return _reading.Provider;
    }

    public void Forget() => _reading?.Forget();
}
