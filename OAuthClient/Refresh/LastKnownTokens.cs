using System.Collections.Concurrent;

namespace OAuthClient.Refresh;

/// <summary>
/// The tokens that the store returned last. Calls use them while the store fails. Holds the last 5,000 to 10,000
/// tokens. Thread-safe.
/// </summary>
internal sealed class LastKnownTokens(ITokenStore store)
{
    // Two generations: when the young generation is full, it becomes the old one, and the former old generation is
    // dropped.
    private const int GenerationSize = 5_000;
    private ConcurrentDictionary<TokenKey, OAuthToken> _youngGeneration = new();
    private ConcurrentDictionary<TokenKey, OAuthToken> _oldGeneration = new();
    private OAuthToken? _latestToken;
    private int _addedCount;

    /// <summary>Reads a token from the store, or from memory if the store fails.</summary>
    /// <returns>The token; null when there is none.</returns>
    /// <exception cref="Exception">
    /// The exception of the store, if the token is not in memory or its record is damaged.
    /// </exception>
    public ValueTask<OAuthToken?> ReadAsync(TokenKey key, CancellationToken cancellationToken)
    {
        var reading = StartReading(key, cancellationToken);
        // A store that answers synchronously needs no task.
        return reading.IsCompletedSuccessfully
            ? new(Remember(key, reading.Result?.Token))
            : AwaitAsync(key, reading, cancellationToken);
    }

    public void Forget(TokenKey key)
    {
        _latestToken = null;
        _youngGeneration.TryRemove(key, out _);
        _oldGeneration.TryRemove(key, out _);
    }

    private ValueTask<StoredToken?> StartReading(TokenKey key, CancellationToken cancellationToken)
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

    private async ValueTask<OAuthToken?> AwaitAsync(
        TokenKey key, ValueTask<StoredToken?> reading, CancellationToken cancellationToken)
    {
        try
        {
            return Remember(key, (await reading.ConfigureAwait(false))?.Token);
        }
        catch (Exception fault) when (fault is not DamagedRecordException && !cancellationToken.IsCancellationRequested)
        {
            if (Recall(key) is { } known)
                return known;
            throw;
        }
    }

    private OAuthToken? Recall(TokenKey key) =>
        _youngGeneration.GetValueOrDefault(key) ?? _oldGeneration.GetValueOrDefault(key);

    private OAuthToken? Remember(TokenKey key, OAuthToken? token)
    {
        // A program with one user, whose store returns the same object each time, needs no lookup.
        if (ReferenceEquals(token, _latestToken) && token is not null)
            return token;
        if (token is null)
            Forget(key);
        else if (!_youngGeneration.TryGetValue(key, out var last))
            Add(key, token);
        else if (!ReferenceEquals(last, token))
            _youngGeneration[key] = token;
        _latestToken = token;
        return token;
    }

    private void Add(TokenKey key, OAuthToken token)
    {
        if (Interlocked.Increment(ref _addedCount) % GenerationSize == 0)
        {
            _oldGeneration = _youngGeneration;
            _youngGeneration = new();
        }
        _youngGeneration[key] = token;
    }
}
