using OAuthClient.Internal;

namespace OAuthClient.Login;

/// <summary>
/// The checks of a callback, in their order, and the one place where a pending dance is taken. A check that fails
/// leaves the pending dance as it was: a callback that leaked to another browser must not destroy the login.
/// </summary>
internal sealed class CallbackValidator(OAuthDance dance)
{
    private readonly OAuthProtocol _protocol = dance.Protocol;
    private readonly IPendingDanceStore _store = dance.Dependencies.PendingDances;
    private readonly OAuthDanceOptions _options = dance.Dependencies.Options;

    private CallbackErrorCodes ErrorCodes => _protocol.CallbackErrors;

    /// <summary>
    /// Finds the pending dance of the callback and checks that the callback may finish the dance. Does not take the
    /// dance.
    /// </summary>
    public async ValueTask<PendingDance> FindAsync(
        OAuthCallback callback, Secret browserKey, CancellationToken cancellationToken)
    {
        if (callback.FindFault(_protocol.JudgedParameters) is { } fault)
            throw OAuthException.Refused(OAuthErrorCode.CallbackMalformed, $"The callback cannot be read: {fault}.");
        // RFC 6749 section 3.1: parameters must not be included more than once.
        if (callback.FindRepeated(_protocol.UnrepeatableParameters) is { } repeated)
        {
            throw OAuthException.Refused(
                OAuthErrorCode.ParameterRepeated, $"The callback has more than one '{repeated}'.");
        }
        var pending = await FindPendingAsync(callback, browserKey, cancellationToken).ConfigureAwait(false);
        CheckProvider(pending);
        CheckBrowser(pending, browserKey);
        _protocol.CheckCallbackSource(callback);
        return await _protocol.CheckCallbackAsync(callback, pending, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes the dance. If the same callback has taken the dance already, waits for the outcome.</summary>
    /// <returns>The earlier outcome; null when this call has taken the dance.</returns>
    public async ValueTask<OAuthOutcome?> TakeOrReplayAsync(
        PendingDance pending, OAuthCallback callback, OAuthUser? currentUser, CancellationToken cancellationToken)
    {
        var digest = callback.ComputeDigest();
        var isExpired = pending.ExpiresAt <= _options.Time.GetUtcNow();
        // A login that began without a user may meet a user who has logged in meanwhile, in another tab.
        var hasUserChanged = currentUser is { } user && pending.User.IsKnown && user != pending.User;
        // CancellationToken.None: cancelling after the store has marked the dance as taken would lose the login.
        if (!isExpired && !hasUserChanged
            && await _store.TakeAsync(pending.Id, digest, CancellationToken.None).ConfigureAwait(false))
        {
            return null;
        }
        var earlier = await WaitForOutcomeAsync(pending.Id, cancellationToken).ConfigureAwait(false);
        if (earlier is null && isExpired)
            throw CreateExpiredError();
        // The login may have changed the current user, so a repeated callback is not checked against the current user.
        if (earlier is null && hasUserChanged)
            throw CreateUserChangedError();
        return IsReplay(earlier, digest) ? earlier!.Outcome : throw CreateReusedError();
    }

    // RFC 9700 section 4.7: every callback must belong to a login that this browser began, errors included.
    private async ValueTask<PendingDance> FindPendingAsync(
        OAuthCallback callback, Secret browserKey, CancellationToken cancellationToken)
    {
        var id = _protocol.ReadId(callback)
            ?? throw _protocol.CreateIdMissingError(callback, hasBrowserKey: !browserKey.IsEmpty);
        return await _store.FindAsync(id, cancellationToken).ConfigureAwait(false) ?? throw OAuthException.Refused(
            ErrorCodes.IdUnknown,
            "No login that was begun here is waiting for this callback.",
            "It may be long over, or begun on a machine that does not share its pending dances.");
    }

    private void CheckProvider(PendingDance pending)
    {
        if (pending.Provider == dance.Provider.Name && pending.ClientId == dance.Provider.ClientId)
            return;
        throw OAuthException.Refused(
            OAuthErrorCode.ProviderMismatch,
            "The login was begun with another provider.",
            "Give each provider a redirect URI of its own.");
    }

    private void CheckBrowser(PendingDance pending, Secret browserKey)
    {
        if (!browserKey.IsEmpty && Sha256Digest.Matches(browserKey.Reveal(), pending.BrowserKeyDigest))
            return;
        throw OAuthException.Refused(
            ErrorCodes.WrongBrowser,
            "Another browser began this login.",
            "If it was the same, its cookie was lost: is it set for this host, with SameSite=Lax, "
            + "or with None and Secure where the callback is posted?");
    }

    private async ValueTask<FinishedDance?> WaitForOutcomeAsync(string id, CancellationToken cancellationToken)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var outcome = _store.WaitForOutcomeAsync(id, wait.Token).AsTask();
        try
        {
            return await outcome.WaitAsync(_options.ReplayWindow, _options.Time, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The callback that took the dance is stuck, or its machine is gone. Stop a store that polls.
            await wait.CancelAsync().ConfigureAwait(false);
            return null;
        }
    }

    private bool IsReplay(FinishedDance? earlier, string digest) =>
        earlier is not null
        && earlier.CallbackDigest == digest
        && _options.Time.GetUtcNow() - earlier.TakenAt <= _options.ReplayWindow;

    private OAuthException CreateExpiredError() => OAuthException.Refused(
        ErrorCodes.Expired,
        "The login was begun too long ago.",
        "Let the user begin again, or raise LoginLifetime.");

    private OAuthException CreateReusedError() => OAuthException.Refused(
        ErrorCodes.Reused,
        "The login has been finished already.",
        "Let the user begin again if they still need to.");

    private static OAuthException CreateUserChangedError() => OAuthException.Refused(
        OAuthErrorCode.UserChanged,
        "Another user is logged in now than the one who began this login.",
        "Let the user begin again.");
}
