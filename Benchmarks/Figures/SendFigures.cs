using Benchmarks.Contenders;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>The cost of a send.</summary>
internal static class SendFigures
{
    private const string Static = "static lambdas";
    private const string StaticLoop = "delegate loop of static lambdas";
    private const string Weak = "method groups";

    public static IEnumerable<Figure> Lambdas(int count, double goal, Effort effort, Random random)
    {
        var group = $"lambdas/{count}";
        var ours = OurSends.Send(Form.Lambda, count);
        var ourStatic = OurSends.Send(Form.StaticLambda, count, Static);
        var loop = RawLoops.Call(Form.Lambda, count);
        var staticLoop = RawLoops.Call(Form.StaticLambda, count, StaticLoop);
        var times = Measurement.Time(effort, random, [ours, ourStatic, loop, staticLoop, .. StrongPeers.Send(count)]);
        yield return Figure.AtMost($"{group} vs {loop.Name}", goal, times.Ratio(ours.Name, loop.Name));
        yield return Figure.AtMost($"{group} {Static} vs {loop.Name}", goal, times.Ratio(Static, StaticLoop));
        foreach (var peer in (string[])[StrongPeers.R3Name, StrongPeers.RxName])
            yield return Figure.AtMost($"{group} vs {peer}", 1, times.Ratio(ours.Name, peer));
        yield return Figure.AtMost($"{group} allocates", 0, Measurement.AllocatedBytes(ours), "B");
        yield return Figure.AtMost($"{group} {Static} allocates", 0, Measurement.AllocatedBytes(ourStatic), "B");
        yield return Figure.ForComparison($"{group} vs {StrongPeers.EventName}", times.Ratio(ours.Name, StrongPeers.EventName));
        yield return Figure.ForComparison($"{group} {loop.Name}", times.Median(loop.Name), "ns");
    }

    public static IEnumerable<Figure> MethodGroups(int count, double goal, Effort effort, Random random)
    {
        var group = $"method groups/{count}";
        var ours = OurSends.Send(Form.MethodGroup, count);
        var loop = RawLoops.Call(Form.MethodGroup, count);
        var times = Measurement.Time(effort, random, ours, loop, Messengers.Send(count));
        yield return Figure.AtMost($"{group} vs {loop.Name}", goal, times.Ratio(ours.Name, loop.Name));
        yield return Figure.AtMost(
            $"{group} vs {Messengers.SendName}", 0.25, times.Ratio(ours.Name, Messengers.SendName));
        yield return Figure.AtMost($"{group} allocates", 0, Measurement.AllocatedBytes(ours), "B");
        yield return Figure.ForComparison($"{group} {loop.Name}", times.Median(loop.Name), "ns");
    }

    public static IEnumerable<Figure> Answers(int count, double goal, Effort effort, Random random)
    {
        var group = $"answers/{count}";
        var ours = OurSends.Fold(Form.Lambda, count);
        var ourWeak = OurSends.Fold(Form.MethodGroup, count, Weak);
        var loop = RawLoops.Sum(Form.Lambda, count);
        var times = Measurement.Time(effort, random, ours, ourWeak, loop, Messengers.SendRequest(count));
        yield return Figure.AtMost($"{group} vs {loop.Name}", goal, times.Ratio(ours.Name, loop.Name));
        yield return Figure.AtMost(
            $"{group} {Weak} vs {Messengers.RequestName}", 0.2, times.Ratio(Weak, Messengers.RequestName));
        yield return Figure.AtMost($"{group} allocates", 0, Measurement.AllocatedBytes(ours), "B");
        yield return Figure.AtMost($"{group} {Weak} allocates", 0, Measurement.AllocatedBytes(ourWeak), "B");
        yield return Figure.ForComparison($"{group} {loop.Name}", times.Median(loop.Name), "ns");
    }

    public static IEnumerable<Figure> Open(int count, double goal, Effort effort, Random random)
    {
        var group = $"open/{count}";
        var ours = OurSends.Send(Form.Open, count);
        var loop = RawLoops.Call(Form.MethodGroup, count);
        var times = Measurement.Time(effort, random, ours, loop);
        yield return Figure.AtMost($"{group} vs {loop.Name}", goal, times.Ratio(ours.Name, loop.Name));
        var sum = RawLoops.Sum(Form.MethodGroup, count);
        var folded = Measurement.Time(effort, random, OurSends.Fold(Form.Open, count), sum);
        yield return Figure.ForComparison($"{group} answers vs {sum.Name}", folded.Ratio(ours.Name, sum.Name));
    }

    public static IEnumerable<Figure> Async(int count, Effort effort, Random random)
    {
        var group = $"async/{count}";
        foreach (var (form, suffix) in ((Form, string)[])[(Form.Lambda, ""), (Form.MethodGroup, $" {Weak}")])
        {
            var ours = OurSends.SendAsync(form, count);
            var loop = RawLoops.Await(form, count);
            var times = Measurement.Time(effort, random, ours, loop);
            yield return Figure.AtMost($"{group}{suffix} vs {loop.Name}", 1.5, times.Ratio(ours.Name, loop.Name));
            yield return Figure.AtMost($"{group}{suffix} allocates", 0, Measurement.AllocatedBytes(ours), "B");
            yield return Figure.ForComparison($"{group}{suffix} {loop.Name}", times.Median(loop.Name), "ns");
        }
    }
}
