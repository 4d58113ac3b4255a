using Benchmarks.Contenders.Client;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>The cost of a whole login for the client: the code grant with PKCE, answered from memory.</summary>
internal static class DanceFigures
{
    private const string Group = "dance/code";

    public static IEnumerable<Figure> Code(Effort effort, Random random)
    {
        var ours = Login.WholeDance();
        var configured = OidcClients.Dance(OidcClients.Configured);
        var withoutLogging = OidcClients.Dance(OidcClients.WithoutLogging);
        var withDiscovery = OidcClients.Dance(OidcClients.WithDiscovery);
        var floor = BarePost.Dance();
        var times = Measurement.Time(effort.ForCalls, random, ours, configured, withoutLogging, withDiscovery, floor);
        var bytes = Measurement.AllocatedBytes(ours);
        foreach (var peer in new[] { configured, withoutLogging })
        {
            yield return Figure.AtMost($"{Group} vs {peer.Name}", 0.5, times.Ratio(ours.Name, peer.Name));
            yield return Figure.AtMost($"{Group} bytes vs {peer.Name}", 0.3, bytes / Measurement.AllocatedBytes(peer));
        }
        var ratio = times.Ratio(ours.Name, withDiscovery.Name);
        var bytesRatio = bytes / Measurement.AllocatedBytes(withDiscovery);
        yield return Figure.ForComparison($"{Group} vs {withDiscovery.Name}", ratio);
        yield return Figure.ForComparison($"{Group} bytes vs {withDiscovery.Name}", bytesRatio);
        foreach (var each in new[] { ours, configured, withoutLogging, withDiscovery, floor })
        {
            var kibibytes = Measurement.AllocatedBytes(each) / 1024;
            yield return Figure.ForComparison($"{Group}, {each.Name}, takes", times.Median(each.Name) / 1000, "µs");
            yield return Figure.ForComparison($"{Group}, {each.Name}, allocates", kibibytes, "KiB");
        }
    }
}
