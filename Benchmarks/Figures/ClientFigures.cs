using Benchmarks.Contenders;
using Benchmarks.Contenders.Client;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>What the client adds to a call of an API, and what a whole dance costs.</summary>
internal static class ClientFigures
{
    public static IEnumerable<Figure> Session(Effort effort, Random random)
    {
        const string Group = "call/session";
        var (ours, bare) = (ApiCalls.Session(), ApiCalls.Flurl());
        var times = Race.Run(effort with { WarmUp = TimeSpan.FromSeconds(4) }, random, ours, bare);
        yield return Figure.AtMost($"{Group} vs {bare.Name}", 1.05, times.Ratio(ours.Name, bare.Name));
        yield return Figure.AtMost($"{Group} allocates above {bare.Name}", 512, Race.Bytes(ours) - Race.Bytes(bare), "B");
        yield return Figure.Known($"{Group}, {bare.Name}", times.Median(bare.Name), "ns");
        yield return Figure.Known($"{Group}, {bare.Name}, allocates", Race.Bytes(bare), "B");
    }

    public static IEnumerable<Figure> NewSession(Effort effort, Random random)
    {
        const string Group = "call/new session";
        var (one, three, bare) = (ApiCalls.NewSession(1), ApiCalls.NewSession(3), ApiCalls.Flurl());
        var times = Race.Run(effort with { WarmUp = TimeSpan.FromSeconds(4) }, random, one, three, bare);
        foreach (var ours in (Contender[])[one, three])
        {
            yield return Figure.Known($"{Group}, {ours.Name}, vs {bare.Name}", times.Ratio(ours.Name, bare.Name));
            yield return Figure.Known($"{Group}, {ours.Name}, allocates above", Race.Bytes(ours) - Race.Bytes(bare), "B");
        }
    }

    public static IEnumerable<Figure> Handler(Effort effort, Random random)
    {
        const string Group = "call/handler";
        var (ours, bare) = (ApiCalls.Handler(), ApiCalls.HttpClient());
        var times = Race.Run(effort with { WarmUp = TimeSpan.FromSeconds(4) }, random, ours, bare);
        yield return Figure.AtMost($"{Group} allocates above {bare.Name}", 150, Race.Bytes(ours) - Race.Bytes(bare), "B");
        yield return Figure.Known($"{Group} vs {bare.Name}", times.Ratio(ours.Name, bare.Name));
        yield return Figure.Known($"{Group}, {bare.Name}", times.Median(bare.Name), "ns");
        yield return Figure.Known($"{Group}, {bare.Name}, allocates", Race.Bytes(bare), "B");
    }

    public static IEnumerable<Figure> Dance(Effort effort, Random random)
    {
        const string Group = "dance/code";
        var ours = Login.Dancing();
        Contender[] theirs = [.. new[] { OidcClients.Told, OidcClients.Terse, OidcClients.Discovering }.Select(OidcClients.Dance)];
        var times = Race.Run(effort with { WarmUp = TimeSpan.FromSeconds(4) }, random, [ours, .. theirs]);
        var bytes = Race.Bytes(ours);
        foreach (var their in theirs)
        {
            yield return Figure.AtMost($"{Group} vs {their.Name}", 0.5, times.Ratio(ours.Name, their.Name));
            yield return Figure.AtMost($"{Group} bytes vs {their.Name}", 0.3, bytes / Race.Bytes(their));
        }
        yield return Figure.Known($"{Group} takes", times.Median(ours.Name) / 1000, "us");
        yield return Figure.Known($"{Group} allocates", bytes / 1024, "KiB");
        foreach (var their in theirs)
        {
            yield return Figure.Known($"{Group}, {their.Name}", times.Median(their.Name) / 1000, "us");
            yield return Figure.Known($"{Group}, {their.Name}, allocates", Race.Bytes(their) / 1024, "KiB");
        }
    }
}
