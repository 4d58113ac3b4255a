using System.Collections.Concurrent;

namespace OAuthClient.Storage;

/// <summary>
/// What a store said last of the tokens that are in use, for the time when it cannot be asked. It never answers while the store does. It
/// holds the last 5,000 to 10,000. Thread-safe.
/// </summary>
internal sealed class LastTokens(ITokenStore store)
{
    private const int Generation = 5_000;
    private ConcurrentDictionary<TokenKey, OAuthToken> _young = new(), _old = new();
    private OAuthToken? _latest;
    private int _born;

    /// <summary>Reads a token, or remembers it where the store fails.</summary>
    /// <returns>The token; null when there is none.</returns>
    /// <exception cref="Exception">What the store threw about a token that is not remembered, or is damaged.</exception>
    public ValueTask<OAuthToken?> ReadAsync(TokenKey key, CancellationToken cancellationToken)
    {
        var reading = Ask(key, cancellationToken);
        // With a store that answers at once there is nothing to wait for.
        return reading.IsCompletedSuccessfully ? new(Noted(key, reading.Result?.Token)) : LaterAsync(key, reading, cancellationToken);
    }

    public void Forget(TokenKey key)
    {
        _latest = null;
        _young.TryRemove(key, out _);
        _old.TryRemove(key, out _);
    }

    private ValueTask<StoredToken?> Ask(TokenKey key, CancellationToken cancellationToken)
    {
        try
        {
            return store.GetAsync(key, cancellationToken);
        }
        catch (Exception fault)
        {
            return ValueTask.FromException<StoredToken?>(fault);
        }
    }

    private async ValueTask<OAuthToken?> LaterAsync(TokenKey key, ValueTask<StoredToken?> reading, CancellationToken cancellationToken)
    {
        try
        {
            return Noted(key, (await reading.ConfigureAwait(false))?.Token);
        }
        catch (Exception fault) when (fault is not DamagedRecordException && !cancellationToken.IsCancellationRequested && Remembered(key) is not null)
        {
            return Remembered(key);
        }
    }

    private OAuthToken? Remembered(TokenKey key) => _young.GetValueOrDefault(key) ?? _old.GetValueOrDefault(key);

    private OAuthToken? Noted(TokenKey key, OAuthToken? token)
    {
        // A program of one user, whose store keeps the token at hand, looks no further.
        if (ReferenceEquals(token, _latest) && token is not null)
            return token;
        if (token is null)
            Forget(key);
        else if (!_young.TryGetValue(key, out var last))
            Add(key, token);
        else if (!ReferenceEquals(last, token))
            _young[key] = token;
        _latest = token;
        return token;
    }

    private void Add(TokenKey key, OAuthToken token)
    {
        if (Interlocked.Increment(ref _born) % Generation == 0)
            (_old, _young) = (_young, new());
        _young[key] = token;
    }
}
