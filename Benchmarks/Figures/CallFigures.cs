using Benchmarks.Contenders;
using Benchmarks.Contenders.Client;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>The cost that the client adds to a call of an API, answered from memory.</summary>
internal static class CallFigures
{
    public static IEnumerable<Figure> Session(Effort effort, Random random)
    {
        const string Group = "call/session";
        var ours = ApiCalls.Session();
        var bare = ApiCalls.Flurl();
        var times = Measurement.Time(effort.ForCalls, random, ours, bare);
        yield return Figure.AtMost($"{Group} vs {bare.Name}", 1.05, times.Ratio(ours.Name, bare.Name));
        yield return Figure.AtMost($"{Group} allocates above {bare.Name}", 512, ExtraBytes(ours, bare), "B");
        yield return Figure.ForComparison($"{Group}, {bare.Name}", times.Median(bare.Name), "ns");
        yield return Figure.ForComparison($"{Group}, {bare.Name}, allocates", Measurement.AllocatedBytes(bare), "B");
    }

    public static IEnumerable<Figure> Application(Effort effort, Random random)
    {
        const string Group = "call/application session";
        var ours = ApiCalls.ApplicationSession();
        var users = ApiCalls.Session(ApiCalls.User);
        var times = Measurement.Time(effort.ForCalls, random, ours, users);
        yield return Figure.AtMost($"{Group} vs {users.Name}", 1.05, times.Ratio(ours.Name, users.Name));
        yield return Figure.AtMost($"{Group} allocates above {users.Name}", 0, ExtraBytes(ours, users), "B");
    }

    public static IEnumerable<Figure> NewSession(Effort effort, Random random)
    {
        const string Group = "call/new session";
        var one = ApiCalls.NewSession(1);
        var three = ApiCalls.NewSession(3);
        var bare = ApiCalls.Flurl();
        var times = Measurement.Time(effort.ForCalls, random, one, three, bare);
        foreach (var ours in (Contender[])[one, three])
        {
            var ratio = times.Ratio(ours.Name, bare.Name);
            yield return Figure.ForComparison($"{Group}, {ours.Name}, vs {bare.Name}", ratio);
            yield return Figure.ForComparison($"{Group}, {ours.Name}, allocates above", ExtraBytes(ours, bare), "B");
        }
    }

    public static IEnumerable<Figure> Handler(Effort effort, Random random)
    {
        const string Group = "call/handler";
        var ours = ApiCalls.Handler();
        var bare = ApiCalls.HttpClient();
        var times = Measurement.Time(effort.ForCalls, random, ours, bare);
        yield return Figure.AtMost($"{Group} allocates above {bare.Name}", 150, ExtraBytes(ours, bare), "B");
        yield return Figure.ForComparison($"{Group} vs {bare.Name}", times.Ratio(ours.Name, bare.Name));
        yield return Figure.ForComparison($"{Group}, {bare.Name}", times.Median(bare.Name), "ns");
        yield return Figure.ForComparison($"{Group}, {bare.Name}, allocates", Measurement.AllocatedBytes(bare), "B");
    }

    public static IEnumerable<Figure> Factory(Effort effort, Random random)
    {
        const string Group = "call/factory, 50 users";
        var ours = FactoryCalls.Ours();
        var byHand = FactoryCalls.HeaderByHand();
        var times = Measurement.Time(effort.ForCalls, random, ours, byHand);
        yield return Figure.AtMost($"{Group} above {byHand.Name}", 1500, times.Difference(ours.Name, byHand.Name), "ns");
        yield return Figure.AtMost($"{Group} allocates above {byHand.Name}", 300, ExtraBytes(ours, byHand), "B");
        yield return Figure.ForComparison($"{Group}, {byHand.Name}", times.Median(byHand.Name), "ns");
        yield return Figure.ForComparison($"{Group}, {byHand.Name}, allocates", Measurement.AllocatedBytes(byHand), "B");
    }

    public static IEnumerable<Figure> Attachment(Effort effort, Random random)
    {
        var none = Attachments.NoToken();
        var token = Attachments.BearerToken();
        var signature = Attachments.OAuth1Signature();
        var times = Measurement.Time(effort.ForCalls, random, none, token, signature);
        foreach (var ours in (Contender[])[token, signature])
        {
            var figure = $"call/attaching {ours.Name}";
            var nanoseconds = times.Difference(ours.Name, none.Name);
            yield return Figure.ForComparison($"{figure} above {none.Name}", nanoseconds, "ns");
            yield return Figure.ForComparison($"{figure} allocates above {none.Name}", ExtraBytes(ours, none), "B");
        }
    }

    private static double ExtraBytes(Contender one, Contender other) =>
        Measurement.AllocatedBytes(one) - Measurement.AllocatedBytes(other);
}
