using System.Diagnostics;
using System.Globalization;

namespace Signals.Tests.Receivers;

/// <summary>
/// Connections are disposed while the finalizers of arrays that were replaced free handles, for
/// <c>SIGNALS_STRESS_SECONDS</c>, or one and a half.
/// </summary>
[NonParallelizable]
public class FreedHandleTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(
        double.Parse(Environment.GetEnvironmentVariable("SIGNALS_STRESS_SECONDS") ?? "1.5",
            CultureInfo.InvariantCulture));

    [Test]
    public void No_handle_is_freed_twice_when_all_is_disposed_while_replaced_arrays_are_finalized()
    {
        var owners = Enumerable.Range(0, 3_000).Select(_ => new Owner()).ToArray();
        var clock = Stopwatch.StartNew();
        do
        {
            DisposeWhileCollecting(owners);
            Assert.That(CountForeign(), Is.Zero, "weak references that give an object of another");
        }
        while (clock.Elapsed < Duration);
        GC.KeepAlive(owners);
    }

    private static void DisposeWhileCollecting(Owner[] owners)
    {
        var signal = new Signal<object, Heard>();
        var connections = Array.ConvertAll(owners, owner =>
            signal.Connect(owner, static (owner, sender, heard) => owner.Method(sender, heard)));
        var collecting = new Thread(static () =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        });
        collecting.Start();
        foreach (var connection in connections)
            connection.Dispose();
        collecting.Join();
        Assert.That(signal.HasReceivers, Is.False);
    }

    // Of a handle that was freed twice, two are given the same word.
    private static int CountForeign()
    {
        var objects = Enumerable.Range(0, 1_000).Select(_ => new object()).ToArray();
        var references = Array.ConvertAll(objects, target => new WeakReference<object>(target));
        var foreign = objects.Where((target, at) => !references[at].TryGetTarget(out var read) || read != target).Count();
        GC.KeepAlive(objects);
        return foreign;
    }
}
