using OAuthClient.Internal;
using OAuthClient.OAuth2;

namespace OAuthClient.Discovery;

/// <summary>One reading of an issuer's document. No caller cancels it, for others wait for it too.</summary>
internal sealed class MetadataReading
{
    private static readonly TimeSpan FailureLifetime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeastLifetime = TimeSpan.FromSeconds(10);
    private readonly OAuth2Provider? _earlier;
    private readonly TimeProvider _time;
    private TimeSpan _lifetime = FailureLifetime;
    private long _finished;

    /// <param name="read">Reads the document.</param>
    /// <param name="earlier">The provider of an earlier document of the issuer; null when there is none.</param>
    /// <param name="time">The clock.</param>
    public MetadataReading(Func<Task<DiscoveredProvider>> read, OAuth2Provider? earlier, TimeProvider time)
    {
        _earlier = earlier;
        _time = time;
        Found = earlier;
        // Neither the caller's thread nor the lock of the cache waits for the request to be written.
        Provider = Task.Run(() => ReadAsync(read));
        HostDeadline.Observe(Provider);
    }

    public Task<OAuth2Provider> Provider { get; }

    /// <summary>The last provider that was found, in this reading or an earlier one.</summary>
    public OAuth2Provider? Found { get; private set; }

    public bool IsFinished => Provider.IsCompleted;

    public bool IsFresh => !IsFinished || _time.GetElapsedTime(_finished) < _lifetime;

    /// <summary>Ends the lifetime of the document, unless it has just been read.</summary>
    public void Forget()
    {
        if (IsFinished && _lifetime > LeastLifetime)
            _lifetime = LeastLifetime;
    }

    private async Task<OAuth2Provider> ReadAsync(Func<Task<DiscoveredProvider>> read)
    {
        try
        {
            var (provider, lifetime) = await read().ConfigureAwait(false);
            ThrowIfIssuerChanged(provider);
            _lifetime = lifetime;
            // The same object tells its users that nothing has changed.
            Found = _earlier is not null && SameProvider.Is(_earlier, provider) ? _earlier : provider;
            return Found;
        }
        finally
        {
            _finished = _time.GetTimestamp();
        }
    }

    // A later document may not change the issuer, which is a part of the keys of tokens. It can, by a template.
    private void ThrowIfIssuerChanged(OAuth2Provider provider)
    {
        if (_earlier is not null && _earlier.Issuer != provider.Issuer)
            throw MetadataError.OtherIssuer(null, NameOf(_earlier), NameOf(provider));
    }

    private static string NameOf(OAuth2Provider provider) => provider.Issuer ?? provider.IssuerTemplate ?? "";
}
