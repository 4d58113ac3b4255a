using System.Runtime.CompilerServices;
using Benchmarks.Contenders;

namespace Benchmarks.Measuring;

/// <summary>Connects receivers that nothing else holds, and counts those alive after each forced collection.</summary>
internal static class DroppedReceivers
{
    private const int Total = 3000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);

    /// <returns>The most receivers alive after any collection, and the receivers alive in the end.</returns>
    public static async Task<(int Most, int Last)> CountAsync(Action<Receiver> connect, int collections)
    {
        var dropped = new List<WeakReference>();
        var most = 0;
        for (var collection = 0; collection < collections; collection++)
        {
            Connect(connect, Total / collections, dropped);
            most = Math.Max(most, await AliveAsync(dropped));
        }
        // Connecting stops here; sending continues.
        var last = 0;
        for (var collection = 0; collection < 5; collection++)
            last = await AliveAsync(dropped);
        return (most, last);
    }

    private static async Task<int> AliveAsync(List<WeakReference> dropped)
    {
        await Task.Delay(Pause, TimeProvider.System);
        GC.Collect();
        return dropped.Count(receiver => receiver.IsAlive);
    }

    // Not inlined, so that no register or stack slot of the caller holds the last receiver.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Connect(Action<Receiver> connect, int count, List<WeakReference> dropped)
    {
        for (var number = 0; number < count; number++)
        {
            var receiver = new Receiver(number % Receiver.MethodCount);
            connect(receiver);
            dropped.Add(new(receiver));
        }
    }
}
