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
        OAuthCallback callback, Secret browserKey, CallbackChecks? checks, CancellationToken cancellationToken)
    {
        checks?.Start(CheckNames.Readable);
        if (callback.FindFault(_protocol.JudgedParameters) is { } fault)
            throw OAuthException.Refused(OAuthErrorCode.CallbackMalformed, $"The callback cannot be read: {fault}.");
        checks?.Start(CheckNames.ParametersOnce);
        // RFC 6749 section 3.1: parameters must not be included more than once.
        if (callback.FindRepeated(_protocol.UnrepeatableParameters) is { } repeated)
        {
            throw OAuthException.Refused(
                OAuthErrorCode.ParameterRepeated, $"The callback has more than one '{repeated}'.");
        }
        var pending = await FindPendingAsync(callback, browserKey, checks, cancellationToken).ConfigureAwait(false);
        CheckProvider(pending, checks);
        CheckBrowser(pending, browserKey, checks);
        _protocol.CheckCallbackSource(callback, checks);
        var found = await _protocol.CheckCallbackAsync(callback, pending, checks, cancellationToken)
            .ConfigureAwait(false);
        checks?.Pass();
        return found;
    }

    /// <summary>Takes the dance, unless it has expired or was begun by another user.</summary>
    /// <returns>Whether this call has taken the dance.</returns>
    /// <exception cref="HostFailureException">The store failed: it may have taken the dance all the same.</exception>
    // CancellationToken.None: cancelling after the store has marked the dance as taken would lose the login.
    public async ValueTask<bool> TryTakeAsync(
        PendingDance pending, OAuthCallback callback, OAuthUser? currentUser, CallbackChecks? checks)
    {
        StartExpiry(pending, checks);
        if (HasExpired(pending))
            return false;
        StartUser(pending, currentUser, checks);
        if (HasUserChanged(pending, currentUser))
            return false;
        checks?.Start(CheckNames.TakenOnce);
        if (!await _store.TakeAsync(pending.Id, callback.ComputeDigest(), CancellationToken.None).ConfigureAwait(false))
            return false;
        checks?.Pass();
        return true;
    }

    /// <summary>Waits for the outcome of a dance that the same callback has taken already.</summary>
    /// <returns>The earlier outcome.</returns>
    public async ValueTask<OAuthOutcome> ReplayAsync(
        PendingDance pending,
        OAuthCallback callback,
        OAuthUser? currentUser,
        CallbackChecks? checks,
        CancellationToken cancellationToken)
    {
        var earlier = await WaitForOutcomeAsync(pending.Id, cancellationToken).ConfigureAwait(false);
        checks?.GoBackTo(CheckNames.Expiry);
        if (earlier is null)
            StartExpiry(pending, checks);
        else
            checks?.Skip(CheckNames.Expiry, "the login was finished before");
        if (earlier is null && HasExpired(pending))
            throw CreateExpiredError();
        StartUser(pending, currentUser, checks);
        if (IsThirdPerson(pending, earlier, currentUser))
            throw CreateUserChangedError(currentUser);
        var digest = callback.ComputeDigest();
        checks?.Start(
            CheckNames.TakenOnce,
            earlier is null ? null : CheckedValue.OfDigest(earlier.CallbackDigest),
            CheckedValue.OfDigest(digest));
        if (!IsReplay(earlier, digest))
            throw CreateReusedError();
        checks?.Withdraw();
        checks?.Skip(CheckNames.TakenOnce, "the same callback came again: it gets the first outcome");
        return earlier!.Outcome;
    }

    private static void StartExpiry(PendingDance pending, CallbackChecks? checks) =>
        checks?.Start(CheckNames.Expiry, $"before {CheckedValue.OfTime(pending.ExpiresAt)}");

    private static void StartUser(PendingDance pending, OAuthUser? currentUser, CallbackChecks? checks)
    {
        if (currentUser is not { } user)
            checks?.Skip(CheckNames.User, "the host does not say who is logged in");
        else if (!pending.User.IsKnown)
            checks?.Skip(CheckNames.User, "the login began without a user");
        else
            checks?.Start(CheckNames.User, CheckedValue.OfUser(pending.User), CheckedValue.OfUser(user));
    }

    private bool HasExpired(PendingDance pending) => pending.ExpiresAt <= _options.Time.GetUtcNow();

    // A login that began without a user may meet a user who has logged in meanwhile, in another tab.
    private static bool HasUserChanged(PendingDance pending, OAuthUser? currentUser) =>
        currentUser is { } user && pending.User.IsKnown && user != pending.User;

    // The login may have changed the current user: from the user who began it to the user of its token.
    private static bool IsThirdPerson(PendingDance pending, FinishedDance? earlier, OAuthUser? currentUser) =>
        earlier is null
            ? HasUserChanged(pending, currentUser)
            : currentUser is { IsKnown: true } user && user != pending.User && user != earlier.Outcome.User;

    // RFC 9700 section 4.7: every callback must belong to a login that this browser began, errors included.
    private async ValueTask<PendingDance> FindPendingAsync(
        OAuthCallback callback, Secret browserKey, CallbackChecks? checks, CancellationToken cancellationToken)
    {
        checks?.Start(CheckNames.LoginNamed);
        var id = _protocol.ReadId(callback)
            ?? throw _protocol.CreateIdMissingError(callback, hasBrowserKey: !browserKey.IsEmpty);
        checks?.Pass(CheckedValue.OfSecret(id));
        checks?.Start(CheckNames.LoginKnown, CheckedValue.OfSecret(id));
        return await _store.FindAsync(id, cancellationToken).ConfigureAwait(false) ?? throw OAuthException.Refused(
            ErrorCodes.IdUnknown,
            "No login that was begun here is waiting for this callback.",
            "It may be long over, or begun on a machine that does not share its pending dances.");
    }

    private void CheckProvider(PendingDance pending, CallbackChecks? checks)
    {
        var provider = dance.Provider;
        checks?.Start(
            CheckNames.Provider,
            CheckedValue.OfProvider(provider.Name, provider.Identity, provider.ClientId),
            CheckedValue.OfProvider(pending.Provider, pending.Issuer, pending.ClientId));
        if (pending.Provider == provider.Name
            && pending.ClientId == provider.ClientId
            && dance.Dependencies.Keys.Owns(pending.Issuer))
        {
            return;
        }
        throw OAuthException.Refused(
            OAuthErrorCode.ProviderMismatch,
            "The login was begun with another provider.",
            "Give each provider a redirect URI of its own.");
    }

    private void CheckBrowser(PendingDance pending, Secret browserKey, CallbackChecks? checks)
    {
        checks?.Start(
            CheckNames.Browser,
            CheckedValue.OfDigest(pending.BrowserKeyDigest),
            CheckedValue.OfSecret(browserKey.Reveal()));
        if (!browserKey.IsEmpty && Sha256Digest.Matches(browserKey.Reveal(), pending.BrowserKeyDigest))
            return;
        throw OAuthException.Refused(
            ErrorCodes.WrongBrowser,
            "Another browser began this login.",
            "If it was the same, its cookie was lost: is it set for this host, with SameSite=Lax? "
            + "A posted callback brings it only if a page of yours posts the form again.");
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

    private static OAuthException CreateUserChangedError(OAuthUser? currentUser) => OAuthException.Refused(
        OAuthErrorCode.UserChanged,
        "Another user is logged in now than the one who began this login.",
        currentUser is { IsKnown: true }
            ? "Let the user begin again."
            : "Let the user log in and begin again. If the user is logged in, their cookie did not come: a browser "
            + "sends no SameSite=Strict cookie with a callback, so make it SameSite=Lax.");
}
