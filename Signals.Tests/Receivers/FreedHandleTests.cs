using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Signals.Tests.Receivers;

/// <summary>
/// Connections are disposed while finalizers of replaced arrays free handles, for <c>SIGNALS_STRESS_SECONDS</c>, or for
/// one and a half seconds.
/// </summary>
[NonParallelizable]
public class FreedHandleTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(
        double.Parse(Environment.GetEnvironmentVariable("SIGNALS_STRESS_SECONDS") ?? "1.5",
            CultureInfo.InvariantCulture));

    private readonly Owner[] _owners = [.. Enumerable.Range(0, 3_000).Select(_ => new Owner())];

    [Test]
    public void No_handle_is_freed_twice_when_connections_are_disposed_while_replaced_arrays_are_finalized()
    {
        var clock = Stopwatch.StartNew();
        do
        {
            DisposeWhileArraysAreFinalized();
            // A handle freed twice would be given to one of the first references, and again to one of the second.
            var first = new WeakReferences(4_000);
            FinalizeSignal();
            var second = new WeakReferences(1_000);
            Assert.That(first.WrongTargetCount + second.WrongTargetCount,
                Is.Zero, "weak references that return the target of another");
        }
        while (clock.Elapsed < Duration);
        GC.KeepAlive(_owners);
    }

    // Two rounds: the callback that sweeps the table resurrects it once.
    private static void FinalizeSignal()
    {
        for (var round = 0; round < 2; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DisposeWhileArraysAreFinalized()
    {
        var signal = new Signal<object, Heard>();
        var connections = Array.ConvertAll(_owners, owner =>
            signal.Connect(owner, static (owner, sender, heard) => owner.Method(sender, heard)));
        var collecting = new Thread(static () => GC.Collect());
        collecting.Start();
        foreach (var connection in connections)
            connection.Dispose();
        collecting.Join();
        GC.WaitForPendingFinalizers();
        Assert.That(signal.HasReceivers, Is.False);
    }

    private sealed class WeakReferences
    {
        private readonly object[] _objects;
        private readonly WeakReference<object>[] _references;

        public WeakReferences(int count)
        {
            _objects = [.. Enumerable.Range(0, count).Select(_ => new object())];
            _references = Array.ConvertAll(_objects, target => new WeakReference<object>(target));
        }

        public int WrongTargetCount => _objects.Where((target, index) =>
            !_references[index].TryGetTarget(out var read) || read != target).Count();
    }
}
