namespace OAuthHarness.Prove;

/// <summary>
/// Runs each flow once for each of its calls and each kind of fault, with the fault at that call, and checks each time
/// that nothing is lost, told twice, or left waiting.
/// </summary>
internal sealed class Proof(ProveSetup setup)
{
    /// <summary>Runs all flows over the stores of a place.</summary>
    public async Task<IReadOnlyList<ProveResult>> RunAsync(StorePlace stores)
    {
        var rows =
            from flow in setup.Flows
            from protocol in setup.Protocols
            where setup.Client.Can(flow, protocol)
            select new ProveRow(flow, protocol, stores, setup.Client);
        var results = new List<ProveResult>();
        foreach (var row in rows)
            results.AddRange(await RunAsync(row));
        return results;
    }

    private async Task<IReadOnlyList<ProveResult>> RunAsync(ProveRow row)
    {
        var faultless = await ProveCase.RunAsync(row, []);
        var calls = faultless.Client.Faults.Calls.Count;
        var first = new ProveResult(row, "none");
        first.Add(faultless.Falls);
        var results = new List<ProveResult> { first };
        foreach (var kind in setup.HasSingleFaults ? row.Flow.Kinds : [])
        {
            var plans = Enumerable.Range(0, calls).Select(index => (Fault[])[new(index, kind)]);
            results.Add(await RunAsync(row, kind.ToWords(), plans));
        }
        if (setup.Pairs > 0)
            results.Add(await RunAsync(row, "two faults", FaultPairs.Draw(setup, row.Flow.Kinds, calls)));
        return results;
    }

    private static async Task<ProveResult> RunAsync(ProveRow row, string kind, IEnumerable<Fault[]> plans)
    {
        var result = new ProveResult(row, kind);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = row.Stores.CasesAtOnce };
        await Parallel.ForEachAsync(plans, parallel, async (plan, _) =>
        {
            var bench = await ProveCase.RunAsync(row, plan);
            if (!bench.Client.Faults.IsUnfit)
                result.Add(bench.Falls);
        });
        return result;
    }
}
