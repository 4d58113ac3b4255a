using Benchmarks.Contenders;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>The figures of the Signals library.</summary>
internal static class SignalGroups
{
    public const string Area = "signals";

    public static IReadOnlyList<FigureGroup> All { get; } =
    [
        Group("lambdas/8", (effort, random) => SendFigures.Lambdas(8, 1.35, effort, random)),
        Group("lambdas/100", (effort, random) => SendFigures.Lambdas(100, 1.1, effort, random)),
        Group("method groups/8", (effort, random) => SendFigures.MethodGroups(8, 1.5, effort, random)),
        Group("method groups/100", (effort, random) => SendFigures.MethodGroups(100, 1.25, effort, random)),
        Group("answers/8", (effort, random) => SendFigures.Answers(8, 1.4, effort, random)),
        Group("answers/100", (effort, random) => SendFigures.Answers(100, 1.15, effort, random)),
        Group("open/8", (effort, random) => SendFigures.Open(8, 1.6, effort, random)),
        Group("open/100", (effort, random) => SendFigures.Open(100, 1.35, effort, random)),
        Group("idle/nothing connected", SenderFigures.NothingConnected),
        Group("idle/other senders only", SenderFigures.OtherSendersOnly),
        Group("senders/10000", SenderFigures.OneOfMany),
        Group("connect/lambda", ConnectFigures.Lambda),
        Group("connect/method group", ConnectFigures.MethodGroup),
        Group("connect/open", ConnectFigures.Open),
        Group("connect/80,000", SeriesFigures.OnOneTarget),
        Group("held per receiver", MemoryFigures.Held),
        Group("survivor", SurvivorFigures.Survivor),
        Group("million dropped", MemoryFigures.Million),
        Alive("alive/game loop", OurEndlessSends.GameLoop),
        Alive("alive/pending async", OurEndlessSends.PendingAsync),
        Alive("alive/four overlapping flows", OurEndlessSends.OverlappingFlows),
        Alive("alive/receivers that allocate", OurEndlessSends.AllocatingReceivers),
        Group("alive/game loop, WeakReferenceMessenger", (effort, _) => AliveFigures.Messenger(effort)),
        Group("held after 200,000 disposes/pending send", BusyFigures.Pending),
        Group("held after 200,000 disposes/inside a receiver", BusyFigures.Inside),
        Group("threads/lambdas", ThreadFigures.Lambdas),
        Group("threads/method groups", ThreadFigures.MethodGroups),
        Group("async/8", (effort, random) => SendFigures.Async(8, effort, random)),
        Group("async/8,000 pending, cancelled", CancelFigures.CancelledSend),
        Group("churn", ThreadFigures.Churn),
        Group("gen0", PauseFigures.Gen0),
    ];

    private static FigureGroup Alive(string name, Func<EndlessSends> sends) =>
        Group(name, (effort, _) => AliveFigures.Ours(name, sends(), effort));

    private static FigureGroup Group(string name, Func<Effort, Random, IEnumerable<Figure>> measure) =>
        new(Area, name, measure);
}
