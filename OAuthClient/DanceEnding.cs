using Signals;

namespace OAuthClient;

/// <summary>The end of a dance, good or bad: from a callback that may finish to the outcome that is kept and shown.</summary>
internal sealed class DanceEnding(OAuthDance dance)
{
    // A new login beats whatever lies in the store; more than a few lost races mean that the store does not keep its promise.
    private const int StoreAttempts = 5;
    private readonly DanceTools _tools = dance.Tools;

    public async ValueTask<OAuthOutcome> EndAsync(PendingDance pending, OAuthCallback callback, IServiceProvider? services)
    {
        var host = new DanceHost(pending.User, pending.ReturnUrl, services);
        OAuthOutcome outcome;
        try
        {
            outcome = await AuthorizeAsync(pending, callback, host).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            outcome = await FailAsync(failure, host).ConfigureAwait(false);
        }
        try
        {
            await _tools.PendingDances.FinishAsync(pending.Handle, outcome).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // The login itself went as the outcome says; only a repeated callback cannot be answered the same way.
            outcome = outcome with { Explanation = $"{outcome.Explanation}\nthe outcome could not be kept: {failure.GetType().Name}" };
        }
        return outcome;
    }

    /// <summary>The one place where a failure ends: announced once, folded, and turned into an outcome.</summary>
    public async ValueTask<OAuthOutcome> FailAsync(Exception failure, DanceHost host)
    {
        var (kind, error, exception, explanation) = failure switch
        {
            OAuthException known => (known.Kind, known.Error, null, ""),
            HostFault fault => (OAuthOutcomeKind.Failed, fault.Error, fault.InnerException, fault.Explanation),
            _ => (OAuthOutcomeKind.Failed, new(OAuthErrorCode.Unexpected, $"An unforeseen {failure.GetType().Name}."), failure, ""),
        };
        var args = new OAuthErrorArgs(error, exception, host.User, host.ReturnUrl, host.Services);
        // Faults of these receivers are told in the explanation and never announced again.
        var decision = DanceDecision.Fold(await _tools.Signals.Error.SendAsync(dance, args, FaultPolicy.AnswerFaults).ConfigureAwait(false));
        return new(kind, decision.Response ?? FailurePage.For(kind, error))
        {
            Error = error,
            User = host.User,
            Explanation = string.Join('\n', new[] { explanation, decision.ExplainAs($"the login failed with {error.Code}") }.Where(part => part.Length > 0)),
        };
    }

    private async ValueTask<OAuthOutcome> AuthorizeAsync(PendingDance pending, OAuthCallback callback, DanceHost host)
    {
        var token = await dance.Protocol.FinishAsync(pending, callback, CancellationToken.None).ConfigureAwait(false);
        var args = new AuthorizedArgs(token, new(dance, token), callback, host);
        var decision = DanceDecision.Fold(await _tools.Signals.Authorized.SendAsync(dance, args, FaultPolicy.AnswerFaults).ConfigureAwait(false));
        HostFault.ThrowIfAny(decision, DanceSignals.AuthorizedName);
        var user = decision.User.IsKnown ? decision.User : host.User;
        switch (decision.Storage)
        {
            case DanceStorage.Store:
                await StoreAsync(token, user, decision.Account).ConfigureAwait(false);
                break;
            case DanceStorage.Conflict:
                throw OAuthException.Here(OAuthErrorCode.UserConflict, "Receivers named different users to store the token for; nothing was stored.", "Let one receiver say it.");
        }
        var kind = decision.Storage == DanceStorage.Store ? OAuthOutcomeKind.Stored : OAuthOutcomeKind.NotStored;
        return new(kind, decision.Response ?? OAuthResponse.Redirect(host.ReturnUrl))
        {
            // A login that a receiver does not want logs nobody in.
            User = decision.Storage == DanceStorage.DontStore ? OAuthUser.Unknown : user,
            Account = decision.Account,
            Explanation = decision.Explanation,
        };
    }

    private async ValueTask StoreAsync(OAuthToken token, OAuthUser user, string account)
    {
        if (!user.IsKnown)
        {
            throw OAuthException.Here(
                OAuthErrorCode.UserUnknown,
                "Nobody said whose token it is, so it was not stored.",
                "Return OAuthAnswer.StoreFor(user) from a receiver of oauth_authorized, or begin the login with a user.");
        }
        var key = new TokenKey(dance.Provider.Name, dance.Provider.ClientId, user, account);
        for (var attempt = 0; attempt < StoreAttempts; attempt++)
        {
            var stored = await HostFault.Guard((Ending: this, key), static (it, _) => it.Ending.ReadAsync(it.key)).ConfigureAwait(false);
            if (!await HostFault.Guard((_tools.Tokens, key, token, stored?.Version), static (it, token) => it.Tokens.PutAsync(it.key, it.token, it.Version, token)).ConfigureAwait(false))
                continue;
            dance.Refresh.Forget(key);
            return;
        }
        throw OAuthException.Here(OAuthErrorCode.StoreFailed, $"The token store refused {StoreAttempts} times to replace the version it had just given.");
    }

    // Nobody misses what could not be read when a new login brings a token for its place.
    private async ValueTask<StoredToken?> ReadAsync(TokenKey key)
    {
        try
        {
            return await _tools.Tokens.GetAsync(key).ConfigureAwait(false);
        }
        catch (DamagedRecordException)
        {
            await _tools.Tokens.DeleteAsync(key).ConfigureAwait(false);
            return null;
        }
    }
}
