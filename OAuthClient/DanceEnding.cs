namespace OAuthClient;

/// <summary>The end of a dance: from a callback that may finish to the outcome that is kept and shown.</summary>
internal sealed class DanceEnding(OAuthDance dance)
{
    // A new login replaces the token in the store. A store that keeps its promise does not lose this many races.
    private const int StoreAttempts = 5;
    private readonly DanceTools _tools = dance.Tools;

    public async ValueTask<OAuthOutcome> EndAsync(
        PendingDance pending, OAuthCallback callback, IServiceProvider? services)
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
            var explanation = $"{outcome.Explanation}\nthe outcome could not be kept: {failure.GetType().Name}";
            outcome = outcome with { Explanation = explanation };
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
            _ => (OAuthOutcomeKind.Failed, Unforeseen(failure), failure, ""),
        };
        var args = new OAuthErrorArgs(error, exception, host.User, host.ReturnUrl, host.Services);
        // Faults of these receivers are told in the explanation and never announced again.
        var decision = await DanceDecision.AskAsync(_tools.Signals.Error, dance, args).ConfigureAwait(false);
        var ending = decision.ExplainAs($"the login failed with {error.Code}");
        return new(kind, decision.Response ?? FailurePage.For(kind, error))
        {
            Error = error,
            User = host.User,
            Explanation = explanation.Length == 0 ? ending : $"{explanation}\n{ending}",
        };
    }

    private static OAuthError Unforeseen(Exception failure) =>
        new(OAuthErrorCode.Unexpected, $"An unforeseen {failure.GetType().Name}.");

    private async ValueTask<OAuthOutcome> AuthorizeAsync(PendingDance pending, OAuthCallback callback, DanceHost host)
    {
        var token = await dance.Protocol.FinishAsync(pending, callback, CancellationToken.None).ConfigureAwait(false);
        var args = new AuthorizedArgs(token, new(dance, token), callback, host);
        var decision = await DanceDecision.AskAsync(_tools.Signals.Authorized, dance, args).ConfigureAwait(false);
        HostFault.ThrowIfAny(decision, DanceSignals.AuthorizedName);
        var user = decision.User.IsKnown ? decision.User : host.User;
        switch (decision.Storage)
        {
            case DanceStorage.Store:
                await StoreAsync(token, user, decision.Account).ConfigureAwait(false);
                break;
            case DanceStorage.Conflict:
                throw OAuthException.Here(
                    OAuthErrorCode.UserConflict,
                    "Receivers named different users to store the token for; nothing was stored.",
                    "Let one receiver say it.");
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
            var stored = await HostFault.Guard(
                (Ending: this, key), static (it, _) => it.Ending.ReadAsync(it.key)).ConfigureAwait(false);
            var isPut = await HostFault.Guard(
                (_tools.Tokens, key, token, stored?.Version),
                static (it, token) => it.Tokens.PutAsync(it.key, it.token, it.Version, token)).ConfigureAwait(false);
            if (!isPut)
                continue;
            dance.Refresh.Forget(key);
            return;
        }
        throw OAuthException.Here(
            OAuthErrorCode.StoreFailed,
            $"The token store refused {StoreAttempts} times to replace the version it had just given.");
    }

    // A damaged record is no loss: the new login brings a token for its place.
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
