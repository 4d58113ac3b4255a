namespace OAuthClient.Native.Running;

/// <summary>Lines that a person pastes at the terminal, until one ends the login.</summary>
internal sealed class PasteWay(RunContext run, IReadOnlyList<BegunLogin> logins, CallbackJudge judge, LoginRace race)
{
    /// <summary>Begins to read, so that the terminal shows no code when the person is invited to paste one.</summary>
    public Task<string?> Begin(CancellationToken cancellationToken) =>
        run.Voice.Terminal.ReadLineAsync(cancellationToken).AsTask();

    /// <param name="first">The line that is being read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task RunAsync(Task<string?> first, CancellationToken cancellationToken)
    {
        try
        {
            var line = await first.ConfigureAwait(false);
            while (line is not null)
            {
                if (await IsEndAsync(line).ConfigureAwait(false))
                    return;
                line = await run.Voice.Terminal.ReadLineAsync(cancellationToken).ConfigureAwait(false);
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
