using Benchmarks.Contenders;
using Benchmarks.Contenders.Client;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>What the client adds to a call of an API, answered from memory.</summary>
internal static class CallFigures
{
    public static IEnumerable<Figure> Session(Effort effort, Random random)
    {
        const string Group = "call/session";
        var (ours, bare) = (ApiCalls.Session(), ApiCalls.Flurl());
        var times = Race.Run(effort.ForCalls, random, ours, bare);
        yield return Figure.AtMost($"{Group} vs {bare.Name}", 1.05, times.Ratio(ours.Name, bare.Name));
        yield return Figure.AtMost($"{Group} allocates above {bare.Name}", 512, Above(ours, bare), "B");
        yield return Figure.Known($"{Group}, {bare.Name}", times.Median(bare.Name), "ns");
        yield return Figure.Known($"{Group}, {bare.Name}, allocates", Race.Bytes(bare), "B");
    }

    public static IEnumerable<Figure> NewSession(Effort effort, Random random)
    {
        const string Group = "call/new session";
        var (one, three, bare) = (ApiCalls.NewSession(1), ApiCalls.NewSession(3), ApiCalls.Flurl());
        var times = Race.Run(effort.ForCalls, random, one, three, bare);
        foreach (var ours in (Contender[])[one, three])
        {
            yield return Figure.Known($"{Group}, {ours.Name}, vs {bare.Name}", times.Ratio(ours.Name, bare.Name));
            yield return Figure.Known($"{Group}, {ours.Name}, allocates above", Above(ours, bare), "B");
        }
    }

    public static IEnumerable<Figure> Handler(Effort effort, Random random)
    {
        const string Group = "call/handler";
        var (ours, bare) = (ApiCalls.Handler(), ApiCalls.HttpClient());
        var times = Race.Run(effort.ForCalls, random, ours, bare);
        yield return Figure.AtMost($"{Group} allocates above {bare.Name}", 150, Above(ours, bare), "B");
        yield return Figure.Known($"{Group} vs {bare.Name}", times.Ratio(ours.Name, bare.Name));
        yield return Figure.Known($"{Group}, {bare.Name}", times.Median(bare.Name), "ns");
        yield return Figure.Known($"{Group}, {bare.Name}, allocates", Race.Bytes(bare), "B");
    }

    public static IEnumerable<Figure> Attachment(Effort effort, Random random)
    {
        var (none, token, signature) = (Attachments.Nothing(), Attachments.Token(), Attachments.Signed());
        var times = Race.Run(effort.ForCalls, random, none, token, signature);
        foreach (var ours in (Contender[])[token, signature])
        {
            yield return Figure.Known($"call/attaching {ours.Name} above {none.Name}", times.Above(ours.Name, none.Name), "ns");
            yield return Figure.Known($"call/attaching {ours.Name} allocates above {none.Name}", Above(ours, none), "B");
        }
    }

    private static double Above(Contender one, Contender other) => Race.Bytes(one) - Race.Bytes(other);
}
