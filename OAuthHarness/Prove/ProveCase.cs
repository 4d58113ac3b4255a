namespace OAuthHarness.Prove;

/// <summary>A flow with some faults, or none.</summary>
internal static class ProveCase
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(70);

    /// <summary>Runs a flow with faults, and checks what comes of it.</summary>
    public static async Task<Bench> RunAsync(ProveRow row, IReadOnlyCollection<Fault> plan)
    {
        var bench = new Bench(row);
        await row.Flow.PrepareAsync(bench);
        bench.Client.Faults.Arm(plan);
        await row.Flow.RunAsync(bench);
        bench.Client.Faults.Disarm();
        // As long as the longest rest after failed refreshes, and any lease.
        await bench.Clock.PassAsync(Rest);
        bench.Expect(bench.Activity.InFlight.Value == 0, "no call is left behind", $"{bench.Activity.InFlight.Value} calls");
        await row.Flow.CheckAsync(bench);
        return bench;
    }
}
