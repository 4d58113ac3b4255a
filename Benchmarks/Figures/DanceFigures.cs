using Benchmarks.Contenders.Client;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>What a whole login costs the client: the code grant with PKCE, answered from memory.</summary>
internal static class DanceFigures
{
    private const string Group = "dance/code";

    public static IEnumerable<Figure> Code(Effort effort, Random random)
    {
        var (ours, told, terse) = (Login.Dancing(), OidcClients.Dance(OidcClients.Told), OidcClients.Dance(OidcClients.Terse));
        var (discovering, floor) = (OidcClients.Dance(OidcClients.Discovering), BarePost.Dance());
        var times = Race.Run(effort.ForCalls, random, ours, told, terse, discovering, floor);
        var bytes = Race.Bytes(ours);
        foreach (var same in new[] { told, terse })
        {
            yield return Figure.AtMost($"{Group} vs {same.Name}", 0.5, times.Ratio(ours.Name, same.Name));
            yield return Figure.AtMost($"{Group} bytes vs {same.Name}", 0.3, bytes / Race.Bytes(same));
        }
        yield return Figure.Known($"{Group} vs {discovering.Name}", times.Ratio(ours.Name, discovering.Name));
        yield return Figure.Known($"{Group} bytes vs {discovering.Name}", bytes / Race.Bytes(discovering));
        foreach (var each in new[] { ours, told, terse, discovering, floor })
        {
            yield return Figure.Known($"{Group}, {each.Name}, takes", times.Median(each.Name) / 1000, "µs");
            yield return Figure.Known($"{Group}, {each.Name}, allocates", Race.Bytes(each) / 1024, "KiB");
        }
    }
}
