namespace OAuthClient;

/// <summary>
/// The checks that a callback passes before it may do anything, in their order, and the one place where a dance is taken. What fails
/// here leaves the dance as it was: a callback leaked to another browser must not destroy the login.
/// </summary>
internal sealed class CallbackGate(OAuthDance dance)
{
    private readonly OAuthProtocol _protocol = dance.Protocol;
    private readonly IPendingDanceStore _store = dance.Tools.PendingDances;
    private readonly OAuthDanceOptions _options = dance.Tools.Options;

    /// <summary>The dance that the callback belongs to, not yet taken.</summary>
    public async ValueTask<PendingDance> FindAsync(OAuthCallback callback, Secret browserKey, CancellationToken cancellationToken)
    {
        if (callback.Malformed is { } reason)
            throw OAuthException.Refused(OAuthErrorCode.CallbackMalformed, $"The callback cannot be read: {reason}.");
        // RFC 6749 section 3.1: parameters must not be included more than once.
        if (callback.Repeated(_protocol.SingleParameters) is { } repeated)
            throw OAuthException.Refused(OAuthErrorCode.ParameterRepeated, $"The callback has more than one '{repeated}'.");
        // RFC 9700 section 4.7: whatever comes back must belong to a login that this browser began, errors included.
        var handle = _protocol.HandleIn(callback)
            ?? throw Refused("missing", "The callback does not say which login it ends.", "A provider always returns what was sent; somebody may have opened the address by hand.");
        var pending = await HostFault.Guard((_store, handle), static (it, token) => it._store.FindAsync(it.handle, token), cancellationToken).ConfigureAwait(false)
            ?? throw Refused("unknown", "No login that was begun here is waiting for this callback.", "It may be long over, or begun on a machine that does not share its pending dances.");
        if (pending.Provider != dance.Provider.Name || pending.ClientId != dance.Provider.ClientId)
            throw OAuthException.Refused(OAuthErrorCode.ProviderMismatch, "The login was begun with another provider.", "Give each provider a redirect URI of its own.");
        if (browserKey.IsEmpty || !DanceDigest.Matches(browserKey.Reveal(), pending.Browser))
            throw Refused("wrong_browser", "Another browser began this login.", "If it was the same, its cookie was lost: is it set for this host, with SameSite=Lax, or with None and Secure where the callback is posted?");
        _protocol.CheckSource(callback);
        return pending;
    }

    /// <summary>Takes the dance; or, if it has been taken by the same callback just now, waits for what came of it.</summary>
    /// <returns>The earlier outcome; null when the dance is the caller's.</returns>
    public async ValueTask<OAuthOutcome?> EarlierOutcomeAsync(PendingDance pending, OAuthCallback callback, OAuthUser? now, CancellationToken cancellationToken)
    {
        var digest = callback.Digest();
        var isExpired = pending.ExpiresAt <= _options.Time.GetUtcNow();
        // Who is logged in now, if the host says so: only the one who began may take it. Who began as nobody may have logged in meanwhile, in another tab.
        var hasChanged = now is { } user && pending.User.IsKnown && user != pending.User;
        // Not the caller's token: a store that took the dance and then gave up would have lost the login.
        if (!isExpired && !hasChanged && await HostFault.Guard((_store, pending.Handle, digest), static (it, token) => it._store.TakeAsync(it.Handle, it.digest, token), CancellationToken.None).ConfigureAwait(false))
            return null;
        var earlier = await FinishedAsync(pending.Handle, cancellationToken).ConfigureAwait(false);
        if (earlier is null && isExpired)
            throw Refused("expired", "The login was begun too long ago.", "Let the user begin again, or raise LoginLifetime.");
        // One that has ended may well have changed who is logged in, so this is no matter for its duplicates.
        if (earlier is null && hasChanged)
            throw OAuthException.Refused(OAuthErrorCode.UserChanged, "Another user is logged in now than the one who began this login.", "Let the user begin again.");
        return earlier is not null && earlier.Callback == digest && _options.Time.GetUtcNow() - earlier.TakenAt <= _options.ReplayWindow
            ? earlier.Outcome
            : throw Refused("reused", "The login has been finished already.", "Let the user begin again if they still need to.");
    }

    private async ValueTask<FinishedDance?> FinishedAsync(string handle, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var outcome = HostFault.Guard((_store, handle), static (it, token) => it._store.OutcomeAsync(it.handle, token), patience.Token).AsTask();
        try
        {
            return await outcome.WaitAsync(_options.ReplayWindow, _options.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Whoever took it is stuck, or its machine is gone. A store may be asking again and again.
            await patience.CancelAsync().ConfigureAwait(false);
            return null;
        }
    }

    private OAuthException Refused(string what, string message, string hint) => OAuthException.Refused($"{_protocol.HandleName}_{what}", message, hint);
}
