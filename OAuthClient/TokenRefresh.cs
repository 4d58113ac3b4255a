using System.Collections.Concurrent;

namespace OAuthClient;

/// <summary>
/// Keeps the tokens of a dance's users fresh: one refresh of a token at a time, however many wait for it, and a rest after one that failed for
/// a while. Thread-safe.
/// </summary>
internal sealed class TokenRefresh
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<TokenKey, Lazy<Task<OAuthToken>>> _flights = new();
    private readonly ConcurrentDictionary<TokenKey, Pause> _pauses = new();
    private readonly OAuthDance _dance;
    private readonly RefreshFlight _flight;
    // Machines that share a store do not all come at the same moment.
    private readonly Lazy<double> _jitter;

    private sealed record Pause(DateTimeOffset Until, OAuthException Why);

    public TokenRefresh(OAuthDance dance) =>
        (_dance, _flight, _jitter) = (dance, new(dance), new(() => Jitter(dance.Tools.Options.Random)));

    private DateTimeOffset Now => _dance.Tools.Options.Time.GetUtcNow();

    /// <summary>The stored token, as fresh as it can be had: as it is, or a new one.</summary>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="OAuthException">It has ended, and a new one could not be had now.</exception>
    public ValueTask<OAuthToken?> FreshAsync(TokenKey key, CancellationToken cancellationToken)
    {
        var reading = ReadAsync(key, cancellationToken);
        // With a token that is good and at hand there is nothing to wait for.
        return reading.IsCompletedSuccessfully ? FreshAsync(key, reading.Result, cancellationToken) : LaterAsync(key, reading, cancellationToken);
    }

    /// <summary>The token as its store has it, or had it when it could be asked last.</summary>
    public ValueTask<OAuthToken?> ReadAsync(TokenKey key, CancellationToken cancellationToken) => _dance.Tools.LastTokens.ReadAsync(key, cancellationToken);

    /// <summary>There is no such token any more.</summary>
    public void Forget(TokenKey key) => _dance.Tools.LastTokens.Forget(key);

    /// <summary>A token that is refused so soon is refused for another reason than its age.</summary>
    public bool IsNew(OAuthToken token) => token.ReceivedAt is { } begin && Now - begin < Rest;

    private ValueTask<OAuthToken?> FreshAsync(TokenKey key, OAuthToken? token, CancellationToken cancellationToken)
    {
        if (token is null || !IsDue(token))
            return new(token);
        if (PauseOf(key) is not { } pause)
            return RefreshedAsync(key, token, cancellationToken);
        return !HasEnded(token) ? new(token) : pause.Why.Error.RetryAfter is null ? RefreshedAsync(key, token, cancellationToken) : throw pause.Why;
    }

    /// <summary>Another token than this one, which a provider refused.</summary>
    /// <exception cref="OAuthException">There is no other.</exception>
    public Task<OAuthToken> AnotherAsync(TokenKey key, OAuthToken refused, CancellationToken cancellationToken)
    {
        var mine = new Lazy<Task<OAuthToken>>(() => FlyAsync(key, refused));
        // Whoever waits may give up without harm to the others: the flight is nobody's.
        return _flights.GetOrAdd(key, mine).Value.WaitAsync(cancellationToken);
    }

    public bool HasEnded(OAuthToken token) => token.ExpiresAt <= Now;

    private async ValueTask<OAuthToken?> LaterAsync(TokenKey key, ValueTask<OAuthToken?> reading, CancellationToken cancellationToken) =>
        await FreshAsync(key, await reading.ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    private async ValueTask<OAuthToken?> RefreshedAsync(TokenKey key, OAuthToken token, CancellationToken cancellationToken)
    {
        if (!_dance.Protocol.CanRefresh(token))
            return token;
        try
        {
            return await AnotherAsync(key, token, cancellationToken).ConfigureAwait(false);
        }
        catch (OAuthException failure) when (failure.Kind == OAuthOutcomeKind.ProviderFailed || failure.Error.Code == OAuthErrorCode.StoreFailed)
        {
            // Who failed is left alone for a while, and what is still good is used.
            _pauses[key] = new(Now + (failure.Error.RetryAfter ?? Rest), failure);
            if (HasEnded(token))
                throw;
            return token;
        }
    }

    private async Task<OAuthToken> FlyAsync(TokenKey key, OAuthToken stale)
    {
        // It is nobody's thread from here on.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            var token = await _flight.FlyAsync(key, stale).ConfigureAwait(false);
            _pauses.TryRemove(key, out _);
            return token;
        }
        finally
        {
            // Before its end is told: who comes later reads the store again.
            _flights.TryRemove(key, out _);
        }
    }

    private bool IsDue(OAuthToken token)
    {
        if (token.ExpiresAt is not { } end)
            return false;
        var early = _dance.Tools.Options.RefreshEarly;
        // One that never lasts long is not refreshed at every call.
        if (token.ReceivedAt is { } begin && (end - begin) / 4 < early)
            early = (end - begin) / 4;
        return end - (early * _jitter.Value) <= Now;
    }

    // Between a half and one.
    private static double Jitter(OAuthRandom random)
    {
        Span<byte> drawn = stackalloc byte[1];
        random.Fill(drawn);
        return 0.5 + (drawn[0] / 510.0);
    }

    private Pause? PauseOf(TokenKey key)
    {
        if (!_pauses.TryGetValue(key, out var pause) || pause.Until > Now)
            return pause;
        _pauses.TryRemove(key, out _);
        return null;
    }
}
