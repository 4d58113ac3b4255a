using System.Diagnostics;
using System.Runtime.CompilerServices;
using Benchmarks.Contenders;

namespace Benchmarks.Measuring;

/// <summary>Connects a large number of receivers, and gives up after a timeout.</summary>
internal static class Population
{
    private const int Batch = 500;

    /// <returns>Whether all were connected in time.</returns>
    public static bool Connect(Receiver[] receivers, Action<Receiver> connect, TimeSpan timeout) =>
        InBatches(receivers.Length, timeout, (first, last) =>
        {
            for (var number = first; number < last; number++)
                connect(receivers[number]);
        });

    /// <summary>Connects receivers that nothing else holds.</summary>
    /// <returns>Whether all were connected in time.</returns>
    public static bool ConnectAndDrop(int count, Action<Receiver> connect, TimeSpan timeout) =>
        InBatches(count, timeout, (first, last) => Drop(connect, first, last));

    /// <summary>Bytes held after full collections and finalizers, repeated until they free no more.</summary>
    public static long BytesHeld()
    {
        var held = long.MaxValue;
        var before = 0L;
        for (var collection = 0; collection < 20 && held != before; collection++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            before = held;
            held = GC.GetTotalMemory(forceFullCollection: false);
        }
        return held;
    }

    // Not inlined, so that no register or stack slot of the caller holds the last receiver.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Drop(Action<Receiver> connect, int first, int last)
    {
        for (var number = first; number < last; number++)
            connect(new Receiver(number % Receiver.MethodCount));
    }

    private static bool InBatches(int count, TimeSpan timeout, Action<int, int> connect)
    {
        var clock = Stopwatch.StartNew();
        for (var first = 0; first < count; first += Batch)
        {
            if (clock.Elapsed > timeout)
                return false;
            connect(first, Math.Min(count, first + Batch));
        }
        return true;
    }
}
