using OAuthClient.Internal;

namespace OAuthClient.Login;

/// <summary>
/// Completes a dance that a callback has taken: gets the token, asks the receivers, and stores the token and the
/// outcome.
/// </summary>
internal sealed class LoginCompletion(OAuthDance dance)
{
    private readonly DanceDependencies _dependencies = dance.Dependencies;
    private readonly OutcomeKeeper _outcomes = new(dance.Dependencies);

    public async ValueTask<OAuthOutcome> CompleteAsync(
        PendingDance pending, OAuthCallback callback, IServiceProvider? services, CallbackChecks? checks)
    {
        var context = ContextOf(pending, services, checks);
        OAuthOutcome outcome;
        try
        {
            outcome = await AuthorizeAsync(pending, callback, context).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            outcome = await FailAsync(failure, context, LoginStep.Finish).ConfigureAwait(false);
        }
        return await _outcomes.KeepAsync(pending.Id, outcome).ConfigureAwait(false);
    }

    /// <summary>Ends a login whose pending dance the store may have marked as taken before it failed.</summary>
    public async ValueTask<OAuthOutcome> FailTakenAsync(
        PendingDance pending, HostFailureException failure, IServiceProvider? services, CallbackChecks? checks)
    {
        var context = ContextOf(pending, services, checks);
        var outcome = await FailAsync(failure, context, LoginStep.Finish).ConfigureAwait(false);
        return await _outcomes.TryKeepAsync(pending.Id, outcome).ConfigureAwait(false);
    }

    /// <summary>Completes a login without a callback: a grant brings the token.</summary>
    public async ValueTask<OAuthOutcome> CompleteAsync(
        OAuthGrant grant, LoginContext context, CancellationToken cancellationToken)
    {
        try
        {
            var granted = await grant.RequestAsync(dance.Protocol, cancellationToken).ConfigureAwait(false);
            return await DecideAsync(granted, OAuthCallback.FromParameters([]), context).ConfigureAwait(false);
        }
        catch (Exception failure) when (!HostFailureException.IsCancellation(failure, cancellationToken))
        {
            return await FailAsync(failure, context, LoginStep.Grant).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Turns a failure into an outcome: sends <c>oauth_error</c> once and folds the answers. Every failure comes here.
    /// </summary>
    public async ValueTask<OAuthOutcome> FailAsync(
        Exception failure, LoginContext context, LoginStep step)
    {
        var kind = (failure as OAuthException)?.Kind ?? OAuthOutcomeKind.Failed;
        var error = FailureCause.FindError(failure);
        var exception = FailureCause.FindException(failure);
        var explanation = (failure as HostFailureException)?.Explanation ?? "";
        _dependencies.Trace.LoginFailed(step, context.Traced, kind, error, exception);
        using var guard = ErrorSignalGuard.TryEnter(dance, isShared: step == LoginStep.Shared);
        // Exceptions of these receivers are only listed in the explanation: oauth_error is not sent for them.
        var decision = guard is null
            ? DanceDecision.Fold([])
            : await DanceDecision.AskAsync(_dependencies.Signals.Error, dance, new ErrorArgs(error, exception, context))
                .ConfigureAwait(false);
        var untold = guard is null ? "oauth_error was not sent: one of its receivers met this error\n" : "";
        var decided = $"{untold}{decision.ExplainAs($"the login failed with {error.Code}")}\nbecause: {error}";
        return new(kind, decision.Response ?? FailurePage.CreateResponse(kind, error))
        {
            Error = error,
            User = context.User,
            Explanation = explanation.Length == 0 ? decided : $"{explanation}\n{decided}",
        };
    }

    private static LoginContext ContextOf(PendingDance pending, IServiceProvider? services, CallbackChecks? checks) =>
        new(pending.User, pending.ReturnUrl, services)
        {
            Data = HostData.Select(pending),
            Id = pending.Id,
            Checks = checks,
        };

    private async ValueTask<OAuthOutcome> AuthorizeAsync(
        PendingDance pending, OAuthCallback callback, LoginContext context)
    {
        var grant = await dance.Protocol.FinishAsync(pending, callback, context.Checks, CancellationToken.None)
            .ConfigureAwait(false);
        return await DecideAsync(grant, callback, context).ConfigureAwait(false);
    }

    private async ValueTask<OAuthOutcome> DecideAsync(LoginGrant grant, OAuthCallback callback, LoginContext context)
    {
        var token = grant.Token;
        var args = new AuthorizedArgs(grant, new(dance, token), callback, context);
        var decision = await DanceDecision.AskAsync(_dependencies.Signals.Authorized, dance, args)
            .ConfigureAwait(false);
        decision.ThrowIfFaulted(OAuthSignals.AuthorizedName);
        var user = decision.User.IsKnown ? decision.User : context.User;
        switch (decision.Store)
        {
            case StoreDecision.Store:
                await StoreAsync(token, user, decision.Account).ConfigureAwait(false);
                break;
            case StoreDecision.Conflict:
                throw OAuthException.Failed(
                    OAuthErrorCode.UserConflict,
                    "Receivers named different users to store the token for; nothing was stored.",
                    "Let one receiver say it.");
        }
        var kind = decision.Store == StoreDecision.Store ? OAuthOutcomeKind.Stored : OAuthOutcomeKind.NotStored;
        var outcome = new OAuthOutcome(kind, decision.Response ?? OAuthResponse.Redirect(context.ReturnUrl))
        {
            // A login that a receiver declined has no user.
            User = decision.Store == StoreDecision.DontStore ? OAuthUser.Unknown : user,
            Account = decision.Account,
            Explanation = decision.Explanation,
        };
        _dependencies.Trace.LoginFinished(context.Traced, outcome, token);
        return outcome;
    }

    private async ValueTask StoreAsync(OAuthToken token, OAuthUser user, string account)
    {
        if (!user.IsKnown)
        {
            throw OAuthException.Failed(
                OAuthErrorCode.UserUnknown,
                "No receiver named the user of the token, so it was not stored.",
                "Return OAuthAnswer.StoreFor(user) from a receiver of oauth_authorized, or begin the login with a user.");
        }
        var key = _dependencies.Keys.Create(user, account);
        await TokenReplacement.StoreAsync(dance, _dependencies.Tokens, key, token, CancellationToken.None)
            .ConfigureAwait(false);
    }
}
