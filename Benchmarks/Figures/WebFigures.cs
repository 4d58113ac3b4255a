using Benchmarks.Contenders.Web;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>What a login to a web application costs its server, with the adapter and with ASP.NET Core's own AddOAuth.</summary>
internal static class WebFigures
{
    private const string Group = "web/login";

    public static IEnumerable<Figure> Logins(Effort effort, Random random)
    {
        var (ours, theirs, tokenless, nothing) = (WebLogins.Ours(), WebLogins.AddOAuth(keepsTokens: true), WebLogins.AddOAuth(keepsTokens: false), WebLogins.Floor());
        var times = Race.Run(effort.ForCalls, random, ours, theirs, tokenless, nothing);
        foreach (var same in new[] { theirs, tokenless })
        {
            yield return Figure.AtMost($"{Group} vs {same.Name}", 1.0, times.Ratio(ours.Name, same.Name));
            yield return Figure.AtMost($"{Group} bytes vs {same.Name}", 1.0, Race.Bytes(ours) / Race.Bytes(same));
        }
        foreach (var each in new[] { ours, theirs, tokenless, nothing })
        {
            yield return Figure.Known($"{Group}, {each.Name}, takes", times.Median(each.Name) / 1000, "µs");
            yield return Figure.Known($"{Group}, {each.Name}, allocates", Race.Bytes(each) / 1024, "KiB");
        }
    }
}
