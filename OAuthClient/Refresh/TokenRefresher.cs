using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using OAuthClient.Internal;

namespace OAuthClient.Refresh;

/// <summary>
/// Keeps the tokens of a dance's users fresh. One refresh of a token runs at a time, however many callers wait for it,
/// and a failed refresh is followed by a cooldown. Thread-safe.
/// </summary>
internal sealed class TokenRefresher
{
    private readonly ConcurrentDictionary<TokenKey, Lazy<Task<OAuthToken>>> _flights = new();
    private readonly OAuthDance _dance;
    private readonly LastKnownTokens _lastKnownTokens;
    private readonly RefreshNotifier _notifier;
    private readonly RefreshOperation _operation;
    private readonly RefreshFailures _failures;
    // Machines that share a store do not refresh all at the same moment.
    private readonly Lazy<double> _jitter;

    public TokenRefresher(OAuthDance dance)
    {
        _dance = dance;
        _lastKnownTokens = new(dance.Dependencies.HostTokens);
        _notifier = new(dance);
        _operation = new(dance, _notifier);
        _failures = new(dance.Dependencies.Options.Time);
        // A generator that fails once is asked again.
        _jitter = new(
            () => DrawJitter(dance.Dependencies.Options.Random), LazyThreadSafetyMode.PublicationOnly);
    }

    private DanceTrace Trace => _dance.Dependencies.Trace;

    private DateTimeOffset Now => _dance.Dependencies.Options.Time.GetUtcNow();

    /// <summary>Reads the stored token; while the store fails, the token that the store returned last.</summary>
    public ValueTask<OAuthToken?> ReadStoredTokenAsync(TokenKey key, CancellationToken cancellationToken) =>
        _lastKnownTokens.ReadAsync(key, cancellationToken);

    /// <summary>Reads the stored token, and refreshes it when it is due.</summary>
    /// <returns>The token; null when there is none.</returns>
    /// <exception cref="OAuthException">The token has expired, and could not be refreshed now.</exception>
    public ValueTask<OAuthToken?> GetFreshAsync(TokenSlot slot, CancellationToken cancellationToken)
    {
        var reading = ReadStoredTokenAsync(slot.Key, cancellationToken);
        // A valid token from a store that answers synchronously needs no task.
        return reading.IsCompletedSuccessfully
            ? GetFreshAsync(slot, reading.Result, cancellationToken)
            : AwaitFreshAsync(slot, reading, cancellationToken);
    }

    /// <summary>Gets a token to replace <paramref name="refused"/>, which the API refused.</summary>
    /// <exception cref="OAuthException">There is no token to replace it.</exception>
    public async Task<OAuthToken> ReplaceAsync(
        TokenSlot slot, OAuthToken refused, CancellationToken cancellationToken) =>
        await RefreshOrThrowAsync(slot, refused, hasEnded: true, cancellationToken).ConfigureAwait(false);

    /// <summary>Refreshes the stored token now, whatever its age and its last failure.</summary>
    /// <exception cref="OAuthException">There is no new token.</exception>
    public async Task<OAuthToken> ForceAsync(TokenSlot slot, CancellationToken cancellationToken)
    {
        var stale = await ReadStoredTokenAsync(slot.Key, cancellationToken).ConfigureAwait(false);
        var flight = new Flight(slot, stale, HasEnded: stale is null || HasExpired(stale), IsForced: true);
        var own = new Lazy<Task<OAuthToken>>(() => RefreshAsync(flight));
        var running = _flights.GetOrAdd(slot.Key, own);
        var token = await running.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        // A refresh that ran already may have found the stored token to be new enough.
        return running == own || token.AccessToken != stale?.AccessToken
            ? token
            : await JoinAsync(flight, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Exchanges a token anew whose subject token is another one now, unless the last try rests.</summary>
    /// <exception cref="OAuthException">There is no new token.</exception>
    public Task<OAuthToken> ExchangeAnewAsync(
        TokenSlot slot, OAuthToken former, CancellationToken cancellationToken) =>
        _failures.FindResting(slot.Key, former, hasEnded: true) is { } resting
            ? Task.FromException<OAuthToken>(resting)
            : ForceAsync(slot, cancellationToken);

    /// <summary>
    /// Forgets the token of a user who has signed out, and revokes a new token that was not saved yet.
    /// </summary>
    public ValueTask SignOutAsync(TokenKey key)
    {
        ForgetToken(key);
        return _operation.RevokeUnsavedAsync(key);
    }

    /// <summary>Forgets the last known token and the last failure of a token that was replaced or deleted.</summary>
    public void ForgetToken(TokenKey key)
    {
        _lastKnownTokens.Forget(key);
        _failures.End(key);
    }

    /// <summary>Sends <c>oauth_error</c> for a class of the host that failed in a call of the API.</summary>
    /// <returns>The exception for the caller.</returns>
    public async ValueTask<OAuthException> ReportAsync(TokenKey key, HostFailureException fault)
    {
        Trace.ApiCallFailed(key, fault);
        await _notifier.NotifyFailedAsync(key, fault).ConfigureAwait(false);
        return ToOAuthException(fault);
    }

    public TokenRenewal? FindRenewal(TokenSlot slot, OAuthToken token) => slot.FindRenewal(token, Now);

    /// <summary>Whether a token can be requested that is not stored yet, as far as is known.</summary>
    public bool CanRenew(TokenSlot slot) =>
        slot.FindRenewal(null, Now) is not null && _failures.FindResting(slot.Key, null, hasEnded: true) is null;

    public bool HasExpired(OAuthToken token) => token.ExpiresAt <= Now;

    /// <summary>Whether the token is so new that the API must refuse it for a reason other than its age.</summary>
    // The clock may have been set back since the token was received: then its age is unknown, and not negative.
    public bool IsJustReceived(OAuthToken token)
    {
        if (token.ReceivedAt is not { } received)
            return false;
        var age = Now - received;
        // A token that lives for seconds only is due within its first ten.
        var limit = (token.ExpiresAt - received) / 2 is { } half && half < RefreshFailures.FirstRestOfValid
            ? half
            : RefreshFailures.FirstRestOfValid;
        return age >= TimeSpan.Zero && age < limit;
    }

    /// <summary>
    /// Whether the token can be used, or renewed as far as is known: a token that has expired, and whose renewal was
    /// just refused, cannot.
    /// </summary>
    public bool IsUsable(TokenSlot slot, OAuthToken token) =>
        !HasExpired(token)
        || (FindRenewal(slot, token) is not null
            && _failures.FindResting(slot.Key, token, hasEnded: true) is not { Meaning: RefusalMeaning.Refused });

    private async ValueTask<OAuthToken?> AwaitFreshAsync(
        TokenSlot slot, ValueTask<OAuthToken?> reading, CancellationToken cancellationToken)
    {
        var token = await reading.ConfigureAwait(false);
        return await GetFreshAsync(slot, token, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<OAuthToken?> GetFreshAsync(
        TokenSlot slot, OAuthToken? token, CancellationToken cancellationToken)
    {
        var renewal = slot.FindRenewal(token, Now);
        if (renewal is null || (token is not null && !IsDue(token, renewal)))
            return new(token);
        return RefreshOrKeepAsync(slot, token, cancellationToken);
    }

    // A token that is still valid is used while its refresh fails.
    private async ValueTask<OAuthToken?> RefreshOrKeepAsync(
        TokenSlot slot, OAuthToken? token, CancellationToken cancellationToken)
    {
        if (token is null || HasExpired(token))
            return await RefreshOrThrowAsync(slot, token, hasEnded: true, cancellationToken).ConfigureAwait(false);
        if (_failures.FindResting(slot.Key, token, hasEnded: false) is not null)
            return token;
        try
        {
            return await JoinForNowAsync(new(slot, token, HasEnded: false), cancellationToken).ConfigureAwait(false);
        }
        catch (OAuthException failure) when (failure is not AuthorizationRequiredException && !HasExpired(token))
        {
            return token;
        }
    }

    private async Task<OAuthToken> RefreshOrThrowAsync(
        TokenSlot slot, OAuthToken? token, bool hasEnded, CancellationToken cancellationToken)
    {
        var key = slot.Key;
        if (_failures.FindResting(key, token, hasEnded) is not { } resting)
            return await JoinAsync(new(slot, token, hasEnded), cancellationToken).ConfigureAwait(false);
        if (resting.Meaning != RefusalMeaning.Refused)
            throw resting;
        var required = AuthorizationRequiredException.RefreshRefused(_dance, key, resting.Error);
        if (_failures.TryTellEnd(key))
        {
            Trace.TokenEnded(key, token, required);
            await _notifier.NotifyFailedAsync(key, required).ConfigureAwait(false);
        }
        throw required;
    }

    // WaitAsync cancels this caller's wait only; the shared refresh keeps running.
    private async Task<OAuthToken> JoinAsync(Flight flight, CancellationToken cancellationToken)
    {
        var refresh = new Lazy<Task<OAuthToken>>(() => RefreshAsync(flight));
        return await _flights.GetOrAdd(flight.Key, refresh).Value.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    // A token that is still valid is used when its refresh takes long, for instance because of a lease.
    private async Task<OAuthToken> JoinForNowAsync(Flight flight, CancellationToken cancellationToken)
    {
        var joining = JoinAsync(flight, cancellationToken);
        try
        {
            return await _dance.Dependencies.Deadline.WaitAsync(new ValueTask<OAuthToken>(joining), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return HasExpired(flight.Token!) ? await joining.ConfigureAwait(false) : flight.Token!;
        }
    }

    private async Task<OAuthToken> RefreshAsync(Flight flight)
    {
        // The refresh belongs to all callers that wait, so it leaves the thread of the first one.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var activity = DanceTelemetry.Start("oauth refresh", _dance.Provider);
        Trace.EnterOperation();
        var startedAt = Trace.Timestamp;
        var key = flight.Key;
        try
        {
            var result = await RunOperationAsync(flight).ConfigureAwait(false);
            DanceTelemetry.SetOutcome(activity, result.IsNew ? "refreshed" : "unchanged", null, isError: false);
            if (!result.IsNew)
                return result.Token;
            Trace.TokenRefreshed(key, flight.Token, result.Token, startedAt);
            await _notifier.NotifyRefreshedAsync(key, result.Token).ConfigureAwait(false);
            return result.Token;
        }
        catch (HostFailureException fault)
        {
            var failure = ToOAuthException(fault);
            TraceFailure(activity, flight, fault, startedAt);
            _failures.Record(key, flight.Token, failure, flight.HasEnded);
            await _notifier.NotifyFailedAsync(key, fault).ConfigureAwait(false);
            throw failure;
        }
        catch (AuthorizationRequiredException ended) when (ended.Error.Code == OAuthErrorCode.RefreshRejected)
        {
            TraceFailure(activity, flight, ended, startedAt);
            await _notifier.NotifyFailedAsync(key, ended).ConfigureAwait(false);
            throw;
        }
        catch (OAuthException failure) when (IsTransient(failure))
        {
            var isNews = _failures.Record(key, flight.Token, failure, flight.HasEnded);
            var told = flight.HasEnded && failure.Meaning == RefusalMeaning.Refused
                ? AuthorizationRequiredException.RefreshRefused(_dance, key, failure.Error)
                : failure;
            TraceFailure(activity, flight, told, startedAt);
            if (isNews)
                await _notifier.NotifyFailedAsync(key, told).ConfigureAwait(false);
            throw told;
        }
    }

    private void TraceFailure(Activity? activity, Flight flight, Exception failure, long startedAt)
    {
        var isValid = !flight.HasEnded && flight.Token is { } token && !HasExpired(token);
        Trace.RefreshFailed(flight.Key, flight.Token, failure, isValid, startedAt);
        var outcome = failure is AuthorizationRequiredException ? "rejected" : "failed";
        DanceTelemetry.SetOutcome(activity, outcome, FailureCause.FindError(failure), isError: true);
    }

    private async Task<RefreshResult> RunOperationAsync(Flight flight)
    {
        try
        {
            var result = await _operation.RunAsync(flight.Slot, flight.Token, flight.IsForced).ConfigureAwait(false);
            _failures.End(flight.Key);
            return result;
        }
        catch (Exception unforeseen) when (unforeseen is not (OAuthException or HostFailureException))
        {
            throw HostFailureException.Unexpected(unforeseen);
        }
        finally
        {
            // The refresh is removed before a signal is sent: a later caller, such as a receiver, reads the store
            // again.
            _flights.TryRemove(flight.Key, out _);
        }
    }

    // A failure is transient if the provider, an extension or the store may work again soon.
    private static bool IsTransient(OAuthException failure) =>
        failure.Kind is OAuthOutcomeKind.ProviderFailed or OAuthOutcomeKind.Refused
        || failure.Error.Code is OAuthErrorCode.StoreFailed
            or OAuthErrorCode.ExtensionFailed
            or OAuthErrorCode.ExtensionParameterReserved;

    private static OAuthException ToOAuthException(HostFailureException fault) => OAuthException.Failed(
        fault.Error.Code,
        fault.Error.Message,
        "The exception is in the args of oauth_error. Nothing is lost: the next call tries again.");

    private bool IsDue(OAuthToken token, TokenRenewal renewal)
    {
        if (renewal.DueAt(token) is { } due)
            return due <= Now;
        if (token.ExpiresAt is not { } end)
            return false;
        var early = _dance.Dependencies.Options.RefreshEarly;
        // Without this limit, a short-lived token would be refreshed at every call.
        if (token.ReceivedAt is { } begin && (end - begin) / 4 < early)
            early = (end - begin) / 4;
        return end - Now <= early * _jitter.Value;
    }

    // Draws a random number between a half and one.
    private static double DrawJitter(RandomNumberGenerator random)
    {
        Span<byte> drawn = stackalloc byte[1];
        random.GetBytes(drawn);
        return 0.5 + (drawn[0] / 510.0);
    }

    /// <summary>A refresh that runs, or is to run.</summary>
    /// <param name="Slot">The place of the token.</param>
    /// <param name="Token">The token to replace; null when none is stored.</param>
    /// <param name="HasEnded">Whether the token can no longer be used.</param>
    /// <param name="IsForced">Whether a token that was received just now is replaced too.</param>
    private sealed record Flight(TokenSlot Slot, OAuthToken? Token, bool HasEnded, bool IsForced = false)
    {
        public TokenKey Key => Slot.Key;
    }
}
