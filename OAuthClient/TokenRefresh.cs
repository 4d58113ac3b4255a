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

    public TokenRefresh(OAuthDance dance) => (_dance, _flight, _jitter) = (dance, new(dance), new(() => Jitter(dance.Tools.Options.Random)));

    private DateTimeOffset Now => _dance.Tools.Options.Time.GetUtcNow();

    /// <summary>A stored token as fresh as it can be had: the same, or a new one.</summary>
    /// <exception cref="OAuthException">It has ended, and a new one could not be had now.</exception>
    public ValueTask<OAuthToken?> FreshAsync(TokenKey key, OAuthToken token, CancellationToken cancellationToken)
    {
        if (!IsDue(token))
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

    private async ValueTask<OAuthToken?> RefreshedAsync(TokenKey key, OAuthToken token, CancellationToken cancellationToken)
    {
        if (!_dance.Protocol.CanRefresh(token))
            return token;
        try
        {
            return await AnotherAsync(key, token, cancellationToken).ConfigureAwait(false);
        }
        catch (OAuthException failure) when (failure.Kind == OAuthOutcomeKind.ProviderFailed)
        {
            // The provider is left alone for a while, and what is still good is used.
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
