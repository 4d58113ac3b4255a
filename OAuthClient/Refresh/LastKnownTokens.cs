namespace OAuthClient.Refresh;

/// <summary>
/// The tokens that the store returned last. Calls use them while the store fails. Holds the last 8 to 16 MiB of tokens,
/// and none that is larger than 512 KiB. Thread-safe.
/// </summary>
internal sealed class LastKnownTokens(ITokenStore store)
{
    // Two generations: when the young generation is full, it becomes the old one, and the former old generation is
    // dropped.
    private const long MaxGenerationBytes = 8 * 1024 * 1024;
    private const long MaxTokenBytes = MaxGenerationBytes / 16;
    private TokenGeneration _youngGeneration = new();
    private TokenGeneration _oldGeneration = new();
    private OAuthToken? _latestToken;
    private int _signOutCount;

    /// <summary>Reads a token from the store, or from memory if the store fails.</summary>
    /// <returns>The token; null when there is none.</returns>
    /// <exception cref="Exception">
    /// The exception of the store, if the token is not in memory or its record is damaged.
    /// </exception>
    public ValueTask<OAuthToken?> ReadAsync(TokenKey key, CancellationToken cancellationToken)
    {
        var signOutCount = Volatile.Read(ref _signOutCount);
        var reading = StartReading(key, cancellationToken);
        // A store that answers synchronously needs no task.
        return reading.IsCompletedSuccessfully
            ? new(Remember(key, reading.Result?.Token, signOutCount))
            : AwaitAsync(key, reading, signOutCount, cancellationToken);
    }

    /// <summary>Forgets a token, also one that a read which began earlier has yet to bring.</summary>
    public void Forget(TokenKey key)
    {
        Interlocked.Increment(ref _signOutCount);
        Remove(key);
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
        TokenKey key, ValueTask<StoredToken?> reading, int signOutCount, CancellationToken cancellationToken)
    {
        try
        {
            return Remember(key, (await reading.ConfigureAwait(false))?.Token, signOutCount);
        }
        catch (Exception fault) when (fault is not DamagedRecordException && !cancellationToken.IsCancellationRequested)
        {
            if (Recall(key) is { } known)
                return known;
            throw;
        }
    }

    private OAuthToken? Recall(TokenKey key) => _youngGeneration.Find(key) ?? _oldGeneration.Find(key);

    private OAuthToken? Remember(TokenKey key, OAuthToken? token, int signOutCount)
    {
        // A program with one user, whose store returns the same object each time, needs no lookup.
        if (ReferenceEquals(token, _latestToken) && token is not null)
            return token;
        if (token is null)
            Remove(key);
        else if (!ReferenceEquals(_youngGeneration.Find(key), token))
            Add(key, token);
        _latestToken = token;
        // Any sign-out since the read began: this token may be the one that it has deleted.
        if (signOutCount != Volatile.Read(ref _signOutCount))
            Remove(key);
        return token;
    }

    private void Add(TokenKey key, OAuthToken token)
    {
        var bytes = TokenSize.Estimate(token);
        if (bytes > MaxTokenBytes)
        {
            Remove(key);
            return;
        }
        _youngGeneration.Put(key, token, bytes);
        if (_youngGeneration.Bytes <= MaxGenerationBytes)
            return;
        _oldGeneration = _youngGeneration;
        _youngGeneration = new();
    }

    private void Remove(TokenKey key)
    {
        _latestToken = null;
        _youngGeneration.Remove(key);
        _oldGeneration.Remove(key);
    }
}
