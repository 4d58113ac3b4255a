using OAuthClient.Internal;

namespace OAuthClient.Login;

/// <summary>Finishes a login: checks the callback, takes the pending dance, and completes it.</summary>
internal sealed class LoginFinish(OAuthDance dance, LoginCompletion completion)
{
    private readonly CallbackValidator _validator = new(dance);

    public async ValueTask<OAuthOutcome> FinishAsync(
        OAuthCallback callback, Secret browserKey, OAuthFinishOptions options, CancellationToken cancellationToken)
    {
        var checks = dance.Dependencies.Trace.StartChecks();
        PendingDance pending;
        try
        {
            callback = await dance.Protocol.OpenCallbackAsync(callback, checks, cancellationToken)
                .ConfigureAwait(false);
            pending = await _validator.FindAsync(callback, browserKey, checks, cancellationToken)
                .ConfigureAwait(false);
            if (!await TryTakeAsync(pending, callback, options.User, checks).ConfigureAwait(false))
            {
                var outcome = await _validator.ReplayAsync(pending, callback, options.User, checks, cancellationToken)
                    .ConfigureAwait(false);
                dance.Dependencies.Trace.CallbackRepeated(outcome, new(default, pending.Id) { Checks = checks });
                return outcome;
            }
        }
        // A repeated callback gets this outcome too, in case the store has marked the dance as taken all the same.
        catch (TakeFailedException unclear)
        {
            return await completion.FailTakenAsync(unclear.Pending, unclear.Failure, options.Services, checks)
                .ConfigureAwait(false);
        }
        catch (Exception failure) when (!HostFailureException.IsCancellation(failure, cancellationToken))
        {
            var unknown = new LoginContext(OAuthUser.Unknown, "/", options.Services)
            {
                Id = dance.Protocol.ReadId(callback),
                Checks = checks,
            };
            return await completion.FailAsync(failure, unknown, LoginStep.Finish).ConfigureAwait(false);
        }
        return await completion.CompleteAsync(pending, callback, options.Services, checks).ConfigureAwait(false);
    }

    private async ValueTask<bool> TryTakeAsync(
        PendingDance pending, OAuthCallback callback, OAuthUser? currentUser, CallbackChecks? checks)
    {
        try
        {
            return await _validator.TryTakeAsync(pending, callback, currentUser, checks).ConfigureAwait(false);
        }
        catch (HostFailureException failure)
        {
            throw new TakeFailedException(pending, failure);
        }
    }

    private sealed class TakeFailedException(PendingDance pending, HostFailureException failure) : Exception
    {
        public PendingDance Pending => pending;

        public HostFailureException Failure => failure;
    }
}
