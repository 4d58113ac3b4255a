namespace Benchmarks.Contenders;

/// <summary>A program whose sends overlap or follow each other without a pause, until it is stopped.</summary>
/// <param name="Name">The name in the figures.</param>
/// <param name="Connect">Connects another receiver.</param>
/// <param name="SendUntil">Sends without a pause until cancelled.</param>
/// <param name="Flows">The number of flows of sends that run at once.</param>
internal sealed record EndlessSends(
    string Name, Action<Receiver> Connect, Func<CancellationToken, Task> SendUntil, int Flows = 1)
{
    private static readonly TimeSpan Stagger = TimeSpan.FromMilliseconds(3);

    /// <summary>Does the work while the sends run, and checks that the sends reached a connected receiver.</summary>
    public async Task<TResult> DuringAsync<TResult>(Func<Task<TResult>> work)
    {
        var held = new Receiver(0);
        Connect(held);
        using var stop = new CancellationTokenSource();
        var flows = new List<Task>();
        for (var flow = 0; flow < Flows; flow++)
        {
            flows.Add(SendUntil(stop.Token));
            await Task.Delay(Stagger, TimeProvider.System);
        }
        var result = await work();
        await stop.CancelAsync();
        await Task.WhenAll(flows);
        if (held.Calls == 0)
            throw new WrongContenderException($"{Name}: the receiver that is held was never called");
        return result;
    }

    /// <summary>A thread that sends in a loop, as a game does.</summary>
    public static EndlessSends Loop(string name, Action<Receiver> connect, Action send) =>
        new(name, connect, stop => Task.Factory.StartNew(
            () =>
            {
                while (!stop.IsCancellationRequested)
                    send();
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
}
