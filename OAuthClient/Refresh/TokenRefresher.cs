using System.Collections.Concurrent;
using System.Security.Cryptography;
using OAuthClient.Internal;

namespace OAuthClient.Refresh;

/// <summary>
/// Keeps the tokens of a dance's users fresh. One refresh of a token runs at a time, however many callers wait for it,
/// and a failed refresh is followed by a cooldown. Thread-safe.
/// </summary>
internal sealed class TokenRefresher
{
    private readonly ConcurrentDictionary<TokenKey, Lazy<Task<OAuthToken>>> _runningRefreshes = new();
    private readonly OAuthDance _dance;
    private readonly LastKnownTokens _lastKnownTokens;
    private readonly RefreshNotifier _notifier;
    private readonly RefreshOperation _operation;
    private readonly RefreshCooldowns _cooldowns;
    // Machines that share a store do not refresh all at the same moment.
    private readonly Lazy<double> _jitter;

    public TokenRefresher(OAuthDance dance)
    {
        _dance = dance;
        _lastKnownTokens = new(dance.Dependencies.HostTokens);
        _notifier = new(dance);
        _operation = new(dance, _notifier);
        _cooldowns = new(dance.Dependencies.Options.Time);
        _jitter = new(() => DrawJitter(dance.Dependencies.Options.Random));
    }

    private DateTimeOffset Now => _dance.Dependencies.Options.Time.GetUtcNow();

    /// <summary>Reads the stored token; while the store fails, the token that the store returned last.</summary>
    public ValueTask<OAuthToken?> ReadStoredTokenAsync(TokenKey key, CancellationToken cancellationToken) =>
        _lastKnownTokens.ReadAsync(key, cancellationToken);

    /// <summary>Reads the stored token, and refreshes it when it is due.</summary>
    /// <returns>The token; null when there is none.</returns>
    /// <exception cref="OAuthException">The token has expired, and could not be refreshed now.</exception>
    public ValueTask<OAuthToken?> GetFreshAsync(TokenKey key, CancellationToken cancellationToken)
    {
        var reading = ReadStoredTokenAsync(key, cancellationToken);
        // A valid token from a store that answers synchronously needs no task.
        return reading.IsCompletedSuccessfully
            ? GetFreshAsync(key, reading.Result, cancellationToken)
            : AwaitFreshAsync(key, reading, cancellationToken);
    }

    /// <summary>Gets a token to replace <paramref name="refused"/>, which the API refused.</summary>
    /// <exception cref="OAuthException">There is no token to replace it.</exception>
    public async Task<OAuthToken> ReplaceAsync(TokenKey key, OAuthToken refused, CancellationToken cancellationToken)
    {
        if (_cooldowns.Find(key, hasExpired: true) is { } failure)
            throw failure;
        var refresh = new Lazy<Task<OAuthToken>>(() => RefreshAsync(key, refused));
        // WaitAsync cancels this caller's wait only; the shared refresh keeps running.
        return await _runningRefreshes.GetOrAdd(key, refresh).Value.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Forgets the token of a user who has signed out, and revokes a new token that was not saved yet.
    /// </summary>
    public ValueTask SignOutAsync(TokenKey key)
    {
        ForgetToken(key);
        return _operation.RevokeUnsavedAsync(key);
    }

    /// <summary>Forgets the last known token and the cooldown of a token that was replaced or deleted.</summary>
    public void ForgetToken(TokenKey key)
    {
        _lastKnownTokens.Forget(key);
        _cooldowns.End(key);
    }

    /// <summary>Sends <c>oauth_error</c> for a class of the host that failed in a call of the API.</summary>
    /// <returns>The exception for the caller.</returns>
    public async ValueTask<OAuthException> ReportAsync(TokenKey key, HostFailureException fault)
    {
        await _notifier.NotifyFailedAsync(key, fault).ConfigureAwait(false);
        return ToOAuthException(fault);
    }

    public bool HasExpired(OAuthToken token) => token.ExpiresAt <= Now;

    /// <summary>Whether the token is so new that the API must refuse it for a reason other than its age.</summary>
    public bool IsJustReceived(OAuthToken token) =>
        token.ReceivedAt is { } received && Now - received < RefreshCooldowns.ValidTokenCooldown;

    private async ValueTask<OAuthToken?> AwaitFreshAsync(
        TokenKey key, ValueTask<OAuthToken?> reading, CancellationToken cancellationToken)
    {
        var token = await reading.ConfigureAwait(false);
        return await GetFreshAsync(key, token, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<OAuthToken?> GetFreshAsync(
        TokenKey key, OAuthToken? token, CancellationToken cancellationToken)
    {
        if (token is null || !IsDue(token) || !_dance.Protocol.CanRefresh(token))
            return new(token);
        var isResting = !HasExpired(token) && _cooldowns.Find(key, hasExpired: false) is not null;
        return isResting ? new(token) : RefreshOrKeepAsync(key, token, cancellationToken);
    }

    private async ValueTask<OAuthToken?> RefreshOrKeepAsync(
        TokenKey key, OAuthToken token, CancellationToken cancellationToken)
    {
        try
        {
            return await ReplaceAsync(key, token, cancellationToken).ConfigureAwait(false);
        }
        // A token that is still valid is used when its refresh fails.
        catch (OAuthException failure) when (IsTransient(failure) && !HasExpired(token))
        {
            return token;
        }
    }

    private async Task<OAuthToken> RefreshAsync(TokenKey key, OAuthToken stale)
    {
        // The refresh belongs to all callers that wait, so it leaves the thread of the first one.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            var result = await RunOperationAsync(key, stale).ConfigureAwait(false);
            if (result.IsNew)
                await _notifier.NotifyRefreshedAsync(key, result.Token).ConfigureAwait(false);
            return result.Token;
        }
        catch (HostFailureException fault)
        {
            var failure = ToOAuthException(fault);
            _cooldowns.Begin(key, failure);
            await _notifier.NotifyFailedAsync(key, fault).ConfigureAwait(false);
            throw failure;
        }
        catch (AuthorizationRequiredException ended) when (ended.Error.Code == OAuthErrorCode.RefreshRejected)
        {
            await _notifier.NotifyFailedAsync(key, ended).ConfigureAwait(false);
            throw;
        }
        catch (OAuthException failure) when (IsTransient(failure))
        {
            _cooldowns.Begin(key, failure);
            throw;
        }
    }

    private async Task<RefreshResult> RunOperationAsync(TokenKey key, OAuthToken stale)
    {
        try
        {
            var result = await _operation.RunAsync(key, stale).ConfigureAwait(false);
            _cooldowns.End(key);
            return result;
        }
        finally
        {
            // The refresh is removed before a signal is sent: a later caller, such as a receiver, reads the store
            // again.
            _runningRefreshes.TryRemove(key, out _);
        }
    }

    // A failure is transient if the provider or the store may work again soon.
    private static bool IsTransient(OAuthException failure) =>
        failure.Kind == OAuthOutcomeKind.ProviderFailed
        || failure.Error.Code is OAuthErrorCode.StoreFailed or OAuthErrorCode.ExtensionFailed;

    private static OAuthException ToOAuthException(HostFailureException fault) => OAuthException.Failed(
        fault.Error.Code,
        fault.Error.Message,
        "The exception is in the args of oauth_error. Nothing is lost: the next call tries again.");

    private bool IsDue(OAuthToken token)
    {
        if (token.ExpiresAt is not { } end)
            return false;
        var early = _dance.Dependencies.Options.RefreshEarly;
        // Without this limit, a short-lived token would be refreshed at every call.
        if (token.ReceivedAt is { } begin && (end - begin) / 4 < early)
            early = (end - begin) / 4;
        return end - (early * _jitter.Value) <= Now;
    }

    // Draws a random number between a half and one.
    private static double DrawJitter(RandomNumberGenerator random)
    {
        Span<byte> drawn = stackalloc byte[1];
        random.GetBytes(drawn);
        return 0.5 + (drawn[0] / 510.0);
    }
}
