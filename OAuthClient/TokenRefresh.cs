using System.Collections.Concurrent;

namespace OAuthClient;

/// <summary>
/// Keeps the tokens of a dance's users fresh: one refresh of a token at a time, however many wait for it, and a rest after one that failed for
/// a while. Thread-safe.
/// </summary>
internal sealed class TokenRefresh
{
    private readonly ConcurrentDictionary<TokenKey, Lazy<Task<OAuthToken>>> _flights = new();
    private readonly OAuthDance _dance;
    private readonly RefreshNews _news;
    private readonly RefreshFlight _flight;
    private readonly RefreshPauses _pauses;
    // Machines that share a store do not all come at the same moment.
    private readonly Lazy<double> _jitter;

    public TokenRefresh(OAuthDance dance)
    {
        (_dance, _news, _pauses) = (dance, new(dance), new(dance.Tools.Options.Time));
        _flight = new(dance, _news);
        _jitter = new(() => Jitter(dance.Tools.Options.Random));
    }

    private DateTimeOffset Now => _dance.Tools.Options.Time.GetUtcNow();

    /// <summary>The token as its store has it, or had it when it could be asked last.</summary>
    public ValueTask<OAuthToken?> ReadAsync(TokenKey key, CancellationToken cancellationToken) => _dance.Tools.LastTokens.ReadAsync(key, cancellationToken);

    /// <summary>The token as its store has it and as fresh as it can be had: as it is, or a new one.</summary>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="OAuthException">It has ended, and a new one could not be had now.</exception>
    public ValueTask<OAuthToken?> FreshAsync(TokenKey key, CancellationToken cancellationToken)
    {
        var reading = ReadAsync(key, cancellationToken);
        // With a token that is good and at hand there is nothing to wait for.
        return reading.IsCompletedSuccessfully ? FreshAsync(key, reading.Result, cancellationToken) : LaterAsync(key, reading, cancellationToken);
    }

    /// <summary>Another token than this one, which a provider refused.</summary>
    /// <exception cref="OAuthException">There is no other.</exception>
    public async Task<OAuthToken> AnotherAsync(TokenKey key, OAuthToken refused, CancellationToken cancellationToken)
    {
        if (_pauses.Of(key, isNeeded: true) is { } pause)
            throw pause;
        var mine = new Lazy<Task<OAuthToken>>(() => FlyAsync(key, refused));
        // Whoever waits may give up without harm to the others: the flight is nobody's.
        return await _flights.GetOrAdd(key, mine).Value.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Its user has signed out: nothing of it stays here, nor at the provider.</summary>
    public ValueTask EndAsync(TokenKey key)
    {
        Forget(key);
        return _flight.EndAsync(key);
    }

    /// <summary>What was known of this token is no longer so.</summary>
    public void Forget(TokenKey key)
    {
        _dance.Tools.LastTokens.Forget(key);
        _pauses.End(key);
    }

    public bool HasEnded(OAuthToken token) => token.ExpiresAt <= Now;

    /// <summary>A token that is refused so soon is refused for another reason than its age.</summary>
    public bool IsNew(OAuthToken token) => token.ReceivedAt is { } begin && Now - begin < RefreshPauses.Rest;

    private async ValueTask<OAuthToken?> LaterAsync(TokenKey key, ValueTask<OAuthToken?> reading, CancellationToken cancellationToken) =>
        await FreshAsync(key, await reading.ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    private ValueTask<OAuthToken?> FreshAsync(TokenKey key, OAuthToken? token, CancellationToken cancellationToken) =>
        token is null || !IsDue(token) || !_dance.Protocol.CanRefresh(token) || (!HasEnded(token) && _pauses.Of(key, isNeeded: false) is not null)
            ? new(token)
            : RefreshedAsync(key, token, cancellationToken);

    private async ValueTask<OAuthToken?> RefreshedAsync(TokenKey key, OAuthToken token, CancellationToken cancellationToken)
    {
        try
        {
            return await AnotherAsync(key, token, cancellationToken).ConfigureAwait(false);
        }
        // What is still good is used.
        catch (OAuthException failure) when (Passes(failure) && !HasEnded(token))
        {
            return token;
        }
    }

    private async Task<OAuthToken> FlyAsync(TokenKey key, OAuthToken stale)
    {
        // It is nobody's thread from here on.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            var flown = await LandAsync(key, stale).ConfigureAwait(false);
            if (flown.IsNew)
                await _news.RefreshedAsync(key, flown.Token).ConfigureAwait(false);
            return flown.Token;
        }
        catch (HostFault fault)
        {
            var failure = OAuthException.Here(fault.Error.Code, fault.Error.Message, "The exception is in the args of oauth_error. Nothing is lost: the next call tries again.");
            _pauses.Begin(key, failure);
            await _news.FailedAsync(key, fault).ConfigureAwait(false);
            throw failure;
        }
        catch (AuthorizationRequiredException over) when (over.Error.Code == OAuthErrorCode.RefreshRejected)
        {
            await _news.FailedAsync(key, over).ConfigureAwait(false);
            throw;
        }
        catch (OAuthException failure) when (Passes(failure))
        {
            _pauses.Begin(key, failure);
            throw;
        }
    }

    private async Task<Flown> LandAsync(TokenKey key, OAuthToken stale)
    {
        try
        {
            var flown = await _flight.FlyAsync(key, stale).ConfigureAwait(false);
            _pauses.End(key);
            return flown;
        }
        finally
        {
            // Before anything is told: who comes later, and be it a receiver, reads the store again.
            _flights.TryRemove(key, out _);
        }
    }

    // The provider, or the store, may be well again in a while.
    private static bool Passes(OAuthException failure) => failure.Kind == OAuthOutcomeKind.ProviderFailed || failure.Error.Code == OAuthErrorCode.StoreFailed;

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
}
