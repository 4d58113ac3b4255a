namespace OAuthClient.Native.Running;

/// <summary>Lines that a person pastes at the terminal, until one ends the login.</summary>
internal sealed class PasteWay(RunContext run, IReadOnlyList<BegunLogin> logins, CallbackJudge judge, LoginRace race)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await run.Voice.Terminal.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
            {
                if (await IsEndAsync(line).ConfigureAwait(false))
                    return;
            }
            if (run.Plan is { Launches: false, Listens: false, UsesDevice: false })
                race.Win(RunFailure.InputEnded(run));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested) { }
        catch (Exception failure)
        {
            race.Fail(failure);
        }
    }

    private async Task<bool> IsEndAsync(string line)
    {
        var pasted = PastedText.Read(line, run.Dance, logins);
        if (pasted.Callback is not { } callback)
        {
            if (pasted.Complaint is { } complaint)
                run.Voice.Tell(complaint);
            return false;
        }
        var judged = await judge.JudgeAsync(callback).ConfigureAwait(false);
        if (!judged.IsEnd)
            run.Voice.Tell($"That address is not of this login ({judged.Outcome.Error!.Code}). Paste the one of this login.");
        return judged.IsEnd;
    }
}
