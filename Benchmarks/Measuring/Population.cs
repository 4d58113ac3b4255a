using System.Diagnostics;
using System.Runtime.CompilerServices;
using Benchmarks.Contenders;

namespace Benchmarks.Measuring;

/// <summary>Connects very many, and gives up when it takes too long.</summary>
internal static class Population
{
    private const int Batch = 500;

    /// <returns>Whether all were connected in time.</returns>
    public static bool Connect(Listener[] crowd, Action<Listener> connect, TimeSpan patience) =>
        InBatches(crowd.Length, patience, (first, last) =>
        {
            for (var number = first; number < last; number++)
                connect(crowd[number]);
        });

    /// <summary>Connects listeners that nobody holds.</summary>
    /// <returns>Whether all were connected in time.</returns>
    public static bool ConnectAndDrop(int count, Action<Listener> connect, TimeSpan patience) =>
        InBatches(count, patience, (first, last) => Drop(connect, first, last));

    /// <summary>Bytes held after full collections, and after what they set off: until they free no more.</summary>
    public static long BytesHeld()
    {
        var (held, before) = (long.MaxValue, 0L);
        for (var collection = 0; collection < 20 && held != before; collection++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            (before, held) = (held, GC.GetTotalMemory(forceFullCollection: false));
        }
        return held;
    }

    // By itself, so that no register or slot of a caller's holds the last one.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Drop(Action<Listener> connect, int first, int last)
    {
        for (var number = first; number < last; number++)
            connect(new Listener(number % Listener.Methods));
    }

    private static bool InBatches(int count, TimeSpan patience, Action<int, int> connect)
    {
        var clock = Stopwatch.StartNew();
        for (var first = 0; first < count; first += Batch)
        {
            if (clock.Elapsed > patience)
                return false;
            connect(first, Math.Min(count, first + Batch));
        }
        return true;
    }
}
