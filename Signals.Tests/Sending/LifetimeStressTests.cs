using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Signals.Tests.Sending;

/// <summary>
/// Eight threads connect, send, dispose and drop receivers while the test collects garbage, for
/// <c>SIGNALS_STRESS_SECONDS</c>, or for one second.
/// </summary>
[NonParallelizable]
public class LifetimeStressTests
{
    private const int Threads = 8;
    // The receivers that a thread may be calling, and have on its stack, when a collection stops it.
    private const int MostUsedByThread = 8;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(
        double.Parse(Environment.GetEnvironmentVariable("SIGNALS_STRESS_SECONDS") ?? "1",
            CultureInfo.InvariantCulture));

    [Test]
    public void No_receiver_is_lost_or_kept_after_it_was_dropped_or_disposed([Values] bool isAsync)
    {
        var faults = new ConcurrentQueue<string>();
        var dropped = new ConcurrentQueue<WeakReference>();
        var signal = new Signal<object, StressMessage>();
        var clock = Stopwatch.StartNew();
        StressWorker[] workers =
            [.. Enumerable.Range(0, Threads).Select(number => new StressWorker(signal, number, isAsync, dropped))];
        var threads = workers.Select(worker => worker.Start(() => clock.Elapsed < Duration, faults.Enqueue)).ToArray();
        var collections = 0;
        while (clock.Elapsed < Duration || collections < 3)
        {
            var before = dropped.ToArray();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            collections++;
            var kept = before.Count(trace => trace.IsAlive);
            if (kept > Threads * MostUsedByThread)
                faults.Enqueue($"{kept} dropped receivers are kept while sends are under way");
        }
        foreach (var thread in threads)
            thread.Join();
        Garbage.Collect();
        Assert.That(faults, Is.Empty);
        Assert.That(dropped, Is.Not.Empty);
        Assert.That(dropped.Count(trace => trace.IsAlive), Is.Zero, "dropped receivers that are kept in the end");
        Assert.That(signal.Receivers, Has.Count.EqualTo(workers.Sum(worker => worker.Kept)), "receivers that are kept");
        GC.KeepAlive(workers);
    }
}
