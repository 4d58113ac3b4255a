using System.Diagnostics;
using Benchmarks.Contenders;

namespace Benchmarks.Measuring;

internal static class Throughput
{
    /// <summary>Operations in a second, by a number of threads at once. Each thread runs the full count.</summary>
    public static double Rate(Contender contender, int threads, int count)
    {
        using var start = new Barrier(threads + 1);
        using var end = new Barrier(threads + 1);
        for (var thread = 0; thread < threads; thread++)
            StartThread(() =>
            {
                start.SignalAndWait();
                contender.Run(0, count);
                end.SignalAndWait();
            });
        start.SignalAndWait();
        var clock = Stopwatch.StartNew();
        end.SignalAndWait();
        return threads * count / clock.Elapsed.TotalSeconds;
    }

    /// <summary>
    /// Operations in a second while another thread connects and disconnects, and the connections in a second.
    /// </summary>
    public static (double Sends, double Churns) RateUnderChurn(Contender sender, Contender churner, int count)
    {
        const int AtOnce = 16;
        var churns = 0;
        var over = false;
        using var start = new Barrier(2);
        using var end = new Barrier(2);
        StartThread(() =>
        {
            start.SignalAndWait();
            for (; !Volatile.Read(ref over); churns += AtOnce)
                churner.Run(0, AtOnce);
            end.SignalAndWait();
        });
        start.SignalAndWait();
        var clock = Stopwatch.StartNew();
        sender.Run(0, count);
        var seconds = clock.Elapsed.TotalSeconds;
        Volatile.Write(ref over, true);
        end.SignalAndWait();
        return (count / seconds, churns / clock.Elapsed.TotalSeconds);
    }

    /// <summary>How many operations take this time on one thread.</summary>
    public static int CountFor(Contender contender, TimeSpan duration)
    {
        const int Some = 2000;
        contender.Run(0, Some);
        var clock = Stopwatch.StartNew();
        contender.Run(0, Some);
        return (int)(Some * (duration / clock.Elapsed));
    }

    private static void StartThread(ThreadStart work) => new Thread(work) { IsBackground = true }.Start();
}
