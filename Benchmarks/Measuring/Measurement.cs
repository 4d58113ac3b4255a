using System.Diagnostics;
using System.Runtime;
using Benchmarks.Contenders;

namespace Benchmarks.Measuring;

/// <summary>
/// Times contenders in turns, in a new random order each round, so that a disturbance of the machine affects all alike.
/// </summary>
internal static class Measurement
{
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(60);

    public static Timings Time(Effort effort, Random random, params IReadOnlyList<Contender> contenders)
    {
        foreach (var contender in contenders)
            contender.Verify();
        WarmUp(effort, contenders);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Runner[] runners =
            [.. contenders.Select(contender => new Runner(contender, Calibrate(contender, effort.SampleTime)))];
        for (var round = 0; round < effort.Rounds; round++)
        {
            random.Shuffle(runners);
            foreach (var runner in runners)
                runner.Time();
        }
        // A contender may have failed while it was timed.
        foreach (var contender in contenders)
            contender.Verify();
        return new(runners.ToDictionary(runner => runner.Contender.Name, runner => runner.Nanoseconds));
    }

    /// <summary>Bytes allocated by one operation, on this thread.</summary>
    public static double AllocatedBytes(Contender contender)
    {
        const int Count = 2000;
        contender.Run(0, Count);
        var before = GC.GetAllocatedBytesForCurrentThread();
        contender.Run(0, Count);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        // Less than a byte for each operation comes from a garbage collection, not from the contender.
        return bytes < Count ? 0 : (double)bytes / Count;
    }

    private static void WarmUp(Effort effort, IReadOnlyList<Contender> contenders)
    {
        var clock = Stopwatch.StartNew();
        var sinceCompiled = Stopwatch.StartNew();
        var compiled = 0L;
        while (clock.Elapsed < effort.WarmUp
            || (sinceCompiled.Elapsed < effort.JitQuietTime && clock.Elapsed < LongestWarmUp))
        {
            foreach (var contender in contenders)
                contender.Run(0, 30);
            if (compiled == JitInfo.GetCompiledMethodCount())
                continue;
            compiled = JitInfo.GetCompiledMethodCount();
            sinceCompiled.Restart();
        }
    }

    private static int Calibrate(Contender contender, TimeSpan sample)
    {
        var count = 1;
        while (true)
        {
            // The shortest of three: an interrupted run would give all rounds too few operations.
            var took = Enumerable.Range(0, 3).Min(_ => Elapsed(contender, count));
            if (took >= sample / 2)
                return Math.Max(1, (int)(count * (sample / took)));
            count *= 2;
        }
    }

    private static TimeSpan Elapsed(Contender contender, int count)
    {
        var start = Stopwatch.GetTimestamp();
        contender.Run(0, count);
        return Stopwatch.GetElapsedTime(start);
    }

    private sealed record Runner(Contender Contender, int Count)
    {
        public List<double> Nanoseconds { get; } = [];

        public void Time() => Nanoseconds.Add(Elapsed(Contender, Count).TotalNanoseconds / Count);
    }
}
