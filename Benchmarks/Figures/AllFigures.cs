using Benchmarks.Measuring;

namespace Benchmarks.Figures;

internal static class AllFigures
{
    public static IReadOnlyList<FigureGroup> Groups { get; } =
    [
        new("send/void/8", (effort, random) => SendFigures.Void(8, 1.15, effort, random)),
        new("send/void/100", (effort, random) => SendFigures.Void(100, 1.10, effort, random)),
        new("send/answers/1", (effort, random) => SendFigures.Answers(1, 1.40, effort, random)),
        new("send/answers/8", (effort, random) => SendFigures.Answers(8, 1.20, effort, random)),
        new("send/answers/100", (effort, random) => SendFigures.Answers(100, 1.10, effort, random)),
        new("send/open/8", (effort, random) => SendFigures.Open(8, 1.35, effort, random)),
        new("send/open/100", (effort, random) => SendFigures.Open(100, 1.25, effort, random)),
        new("send/async/8", (effort, random) => SendFigures.Async(8, 1.20, effort, random)),
        new("idle/nobody", SenderFigures.Nobody),
        new("idle/others", SenderFigures.Others),
        new("senders/10000", SenderFigures.OneOfMany),
        new("connect/method group", (effort, random) => ConnectFigures.Connect("connect/method group", open: false, effort, random)),
        new("connect/open", (effort, random) => ConnectFigures.Connect("connect/open", open: true, effort, random)),
        new("held", MemoryFigures.Held),
        new("million", MemoryFigures.Million),
        new("gen0", PauseFigures.Gen0),
        new("survivor", SurvivorFigures.Survivor),
        new("threads", ThreadFigures.Scaling),
        new("churn", ThreadFigures.Churn),
        new("call/session", CallFigures.Session),
        new("call/new session", CallFigures.NewSession),
        new("call/handler", CallFigures.Handler),
        new("call/attaching", CallFigures.Attachment),
        new("stores/a call", StoreFigures.Calls),
        new("stores/SQLite", StoreFigures.Sqlite),
        new("stores/PostgreSQL", StoreFigures.Postgres),
        new("stores/Redis", StoreFigures.Redis),
        new("sign/a request", SignFigures.Signing),
        new("sign/a new request", SignFigures.MakingAndSigning),
        new("sign/4 encoded paths", SignFigures.Paths),
        new("dance/code", DanceFigures.Code),
        new("web/in memory", WebFigures.InMemory),
        new("web/a server", WebFigures.Servers),
    ];
}
