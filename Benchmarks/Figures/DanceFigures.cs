using Benchmarks.Contenders.Client;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>What a whole login costs the client: the code grant with PKCE, answered from memory.</summary>
internal static class DanceFigures
{
    private const string Group = "dance/code";

    public static IEnumerable<Figure> Code(Effort effort, Random random)
    {
        var (ours, told, terse) = (Login.WholeDance(), OidcClients.Dance(OidcClients.Configured), OidcClients.Dance(OidcClients.WithoutLogging));
        var (discovering, floor) = (OidcClients.Dance(OidcClients.WithDiscovery), BarePost.Dance());
        var times = Measurement.Time(effort.ForCalls, random, ours, told, terse, discovering, floor);
        var bytes = Measurement.AllocatedBytes(ours);
        foreach (var same in new[] { told, terse })
        {
            yield return Figure.AtMost($"{Group} vs {same.Name}", 0.5, times.Ratio(ours.Name, same.Name));
            yield return Figure.AtMost($"{Group} bytes vs {same.Name}", 0.3, bytes / Measurement.AllocatedBytes(same));
        }
        yield return Figure.ForComparison($"{Group} vs {discovering.Name}", times.Ratio(ours.Name, discovering.Name));
        yield return Figure.ForComparison($"{Group} bytes vs {discovering.Name}", bytes / Measurement.AllocatedBytes(discovering));
        foreach (var each in new[] { ours, told, terse, discovering, floor })
        {
            yield return Figure.ForComparison($"{Group}, {each.Name}, takes", times.Median(each.Name) / 1000, "µs");
            yield return Figure.ForComparison($"{Group}, {each.Name}, allocates", Measurement.AllocatedBytes(each) / 1024, "KiB");
        }
    }
}
