namespace Signals.Tests.Sending;

/// <summary>Ending a send after n pending receivers costs O(n), not O(n²).</summary>
// Not parallel: allocations of other fixtures would be counted too.
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
    public async Task Bytes_allocated_grow_linearly_with_the_pending_receivers(
        [Values] Ending ending, [Values] bool isAsking)
    {
        var few = await LeastBytesAsync(Few, ending, isAsking);
        var many = await LeastBytesAsync(Many, ending, isAsking);
        Assert.That(many, Is.LessThan(few * (Many / Few) * 2), $"bytes for {Many}, of {few} for {Few}");
    }

    [Test]
    public async Task The_stack_trace_of_a_send_behind_thousands_of_pending_receivers_stays_short(
        [Values] Ending ending, [Values] bool isAsking) =>
        Assert.That((await SendBehindAsync(Many, ending, isAsking))!.ToString(), Has.Length.LessThan(20_000));

    private static async Task<long> LeastBytesAsync(int count, Ending ending, bool isAsking)
    {
        var least = long.MaxValue;
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await SendBehindAsync(count, ending, isAsking);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        return least;
    }

    private static async Task<Exception?> SendBehindAsync(int count, Ending ending, bool isAsking)
    {
        using var source = new CancellationTokenSource();
        var faults = ending == Ending.Faulted ? FaultPolicy.FinishThenThrow : FaultPolicy.FailFast;
        var (signal, send) = Make(isAsking, faults, source.Token);
        for (var n = 0; n < count; n++)
            signal.Connect(async (_, _) => await Task.Yield());
        signal.Connect(async (_, _) =>
        {
            await Task.Yield();
            if (ending != Ending.Cancelled)
                throw new FormatException();
            await source.CancelAsync();
        });
        signal.Connect((_, _) => { });
        return await Assert.CatchAsync(send);
    }

    private static (Connectable<string, int> Signal, Func<Task> Send) Make(
        bool isAsking, FaultPolicy faults, CancellationToken cancellationToken)
    {
        if (isAsking)
        {
            var asking = new Signal<string, int, string>();
            return (asking, async () => await asking.SendAsync("anna", 1, faults, cancellationToken));
        }
        var telling = new Signal<string, int>();
        return (telling, async () => await telling.SendAsync("anna", 1, faults, cancellationToken));
    }
}
