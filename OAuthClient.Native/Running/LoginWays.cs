using OAuthClient.Native.Listening;

namespace OAuthClient.Native.Running;

/// <summary>Runs the ways of a login side by side until one ends it, and leaves none running.</summary>
internal static class LoginWays
{
    public static async Task<OAuthOutcome> RunAsync(
        RunContext run,
        IReadOnlyList<BegunLogin> logins,
        LoopbackListener? listener,
        CancellationToken cancellationToken)
    {
        using var race = new LoginRace();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var device = new DeviceWay(run, race, stop.Token);
        var judge = new CallbackJudge(run, logins, race, cancellationToken);
        var ways = new List<Task>();
        try
        {
            var paste = new PasteWay(run, logins, judge, race);
            var pasted = run.Plan.Asks ? paste.Begin(stop.Token) : null;
            if (logins.Count > 0)
                run.Voice.Tell(Invitation.Write(run, logins));
            if (listener is not null)
                new LoopbackWay(run, judge, race).Begin(listener);
            if (run.Plan.Launches)
                ways.Add(BrowserWay.OpenAsync(run, logins[0].Address, stop.Token));
            if (pasted is not null)
                ways.Add(paste.RunAsync(pasted, stop.Token));
            if (run.Plan.UsesDevice)
                device.Begin();
            await WaitAsync(run, race, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await device.StopAsync().ConfigureAwait(false);
            await Task.WhenAll(ways).ConfigureAwait(false);
            // The answer that is under way is delivered, and the port closed.
            if (listener is not null)
                await listener.DisposeAsync().ConfigureAwait(false);
            await race.SettleAsync().ConfigureAwait(false);
        }
        if (!race.Outcome.IsCompleted)
            cancellationToken.ThrowIfCancellationRequested();
        return await race.Outcome.ConfigureAwait(false);
    }

    private static async Task WaitAsync(RunContext run, LoginRace race, CancellationToken cancellationToken)
    {
        Task wait = race.Outcome.WaitAsync(run.Options.Timeout, run.Dance.Options.Time, cancellationToken);
        await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!race.Outcome.IsCompleted && !cancellationToken.IsCancellationRequested)
            await race.EndAsync(() => Task.FromResult(RunFailure.TimedOut(run))).ConfigureAwait(false);
    }
}
