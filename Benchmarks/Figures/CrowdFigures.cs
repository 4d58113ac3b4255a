using Benchmarks.Contenders.Client;
using Benchmarks.Measuring;
using OAuthHarness.Race;

namespace Benchmarks.Figures;

/// <summary>
/// The token requests of 1,000 callers in three processes that share a store without a token of the program, and the
/// calls that fail.
/// </summary>
internal static class CrowdFigures
{
    private const int Processes = 3;
    private const int CallersOfProcess = 334;

    // The harness needs assemblies that this program has from its framework.
    static CrowdFigures() =>
        RaceProcess.Program = Path.Combine(
            AppContext.BaseDirectory.Replace("Benchmarks", "OAuthHarness", StringComparison.Ordinal), "OAuthHarness.dll");

    public static IEnumerable<Figure> FirstToken(Effort effort, Random random)
    {
        foreach (var store in (string[])["file", "sqlite"])
        {
            var folder = Directory.CreateTempSubdirectory("crowd-").FullName;
            foreach (var figure in FirstToken(store, folder))
                yield return figure;
            Directory.Delete(folder, recursive: true);
        }
        if (StoreServers.Redis is not { } redis)
            yield break;
        foreach (var figure in FirstToken("redis", redis))
            yield return figure;
    }

    private static IEnumerable<Figure> FirstToken(string store, string place)
    {
        var group = $"stores/1,000 callers on {Processes} processes, {store}";
        var race = new Race(new()
        {
            Store = store,
            Place = place,
            Provider = RaceProvider.Strict,
            Processes = Processes,
            Callers = CallersOfProcess,
            IsApplication = true,
        });
        var report = race.RunAsync(rounds: 1).GetAwaiter().GetResult();
        yield return Figure.AtMost($"{group}, token requests", 1, report.Refreshes);
        yield return Figure.AtMost($"{group}, failures", 0, report.Failures + report.LostSessions);
    }
}
