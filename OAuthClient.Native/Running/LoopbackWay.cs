using OAuthClient.Native.Listening;
using OAuthClient.Native.Pages;
using OAuthClient.OAuth2;

namespace OAuthClient.Native.Running;

/// <summary>The callback that a browser brings to the listener.</summary>
internal sealed class LoopbackWay(RunContext run, CallbackJudge judge, LoginRace race)
{
    private static readonly string[] PrefetchHeaders = ["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"];
    private readonly bool _takesForms = run.Dance.Provider is OAuth2Provider { ResponseMode: ResponseMode.FormPost };

    public void Begin(LoopbackListener listener) =>
        listener.Serve(new(listener.Address, _takesForms, AnswerAsync));

    private async Task<LoopbackAnswer> AnswerAsync(LoopbackRequest request, CancellationToken cancellationToken)
    {
        var callback = _takesForms ? OAuthCallback.FromForm(request.Body) : OAuthCallback.FromUrl(request.Target);
        try
        {
            var mayBePrefetch = PrefetchHeaders.Any(name => request[name] is not null);
            var judged = await judge.JudgeAsync(callback.WithHeaders(name => request[name]), mayBePrefetch)
                .ConfigureAwait(false);
            return judged.IsEnd ? Show(judged.Outcome) : ShowStray(judged.Outcome);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            race.Fail(failure);
            return LoopbackAnswer.Text(500, "The login did not work. The program shows why.");
        }
    }

    private LoopbackAnswer Show(OAuthOutcome outcome) =>
        ChosenResponse.Find(outcome, run.Options.Begin.ReturnUrl) is { } chosen
            ? new(chosen)
            : EndPage.Create(outcome, run.Title);

    private LoopbackAnswer ShowStray(OAuthOutcome outcome)
    {
        var error = outcome.Error!;
        if (error.Code != OAuthErrorCode.Prefetch)
            run.Voice.Tell($"A callback that is not of this login was refused ({error.Code}). Still waiting.");
        return EndPage.CreateStray(error);
    }
}
