namespace Signals.Tests.Sending;

/// <summary>What ends a send behind n receivers that had to be awaited costs as much as n, not n times n.</summary>
// What another fixture allocates meanwhile would be counted too.
[NonParallelizable]
public class PendingReceiversCostTests
{
    private const int Few = 500;
    private const int Many = 4_000;

    public enum Ending
    {
        Cancelled,
        FailedFast,
        Faulted,
    }

    [Test]
    public async Task Bytes_allocated_grow_linearly_with_the_pending_receivers([Values] Ending ending, [Values] bool asks)
    {
        var few = await LeastBytesAsync(Few, ending, asks);
        var many = await LeastBytesAsync(Many, ending, asks);
        Assert.That(many, Is.LessThan(few * (Many / Few) * 2), $"bytes for {Many}, of {few} for {Few}");
    }

    [Test]
    public async Task The_stack_trace_of_a_send_behind_thousands_of_pending_receivers_stays_short([Values] Ending ending, [Values] bool asks) =>
        Assert.That((await SendBehindAsync(Many, ending, asks))!.ToString(), Has.Length.LessThan(20_000));

    private static async Task<long> LeastBytesAsync(int count, Ending ending, bool asks)
    {
        var least = long.MaxValue;
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await SendBehindAsync(count, ending, asks);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        return least;
    }

    private static async Task<Exception?> SendBehindAsync(int count, Ending ending, bool asks)
    {
        using var source = new CancellationTokenSource();
        var faults = ending == Ending.Faulted ? FaultPolicy.FinishThenThrow : FaultPolicy.FailFast;
        var (where, send) = Make(asks, faults, source.Token);
        for (var n = 0; n < count; n++)
            where.Connect(async (_, _) => await Task.Yield());
        where.Connect(async (_, _) =>
        {
            await Task.Yield();
            if (ending != Ending.Cancelled)
                throw new FormatException();
            await source.CancelAsync();
        });
        where.Connect((_, _) => { });
        return await Assert.CatchAsync(send);
    }

    private static (Connectable<string, int> Where, Func<Task> Send) Make(
        bool asks, FaultPolicy faults, CancellationToken cancellationToken)
    {
        if (asks)
        {
            var signal = new Signal<string, int, string>();
            return (signal, async () => await signal.SendAsync("anna", 1, faults, cancellationToken));
        }
        var tells = new Signal<string, int>();
        return (tells, async () => await tells.SendAsync("anna", 1, faults, cancellationToken));
    }
}
