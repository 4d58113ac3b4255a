using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>The figures of the OAuth client.</summary>
internal static class ClientGroups
{
    private const string Calls = "calls and logins";
    private const string Stores = "stores";
    private const string Signing = "signing";
    private const string Web = "web logins";
    private const string Native = "the harness as native code";

    public static IReadOnlyList<FigureGroup> All { get; } =
    [
        new(Calls, "call/session", CallFigures.Session),
        new(Calls, "call/application session", CallFigures.Application),
        new(Calls, "call/new session", CallFigures.NewSession),
        new(Calls, "call/handler", CallFigures.Handler),
        new(Calls, "call/factory, 50 users", CallFigures.Factory),
        new(Calls, "call/attaching", CallFigures.Attachment),
        new(Calls, "dance/code", DanceFigures.Code),
        new(Stores, "stores/1,000 callers", CrowdFigures.FirstToken),
        new(Calls, "discovery/100 issuers by 1,000 callers", DiscoveryFigures.Crowd),
        new(Stores, "stores/a call", StoreFigures.Calls),
        new(Stores, "stores/SQLite", StoreFigures.Sqlite),
        new(Stores, "stores/PostgreSQL", StoreFigures.Postgres),
        new(Stores, "stores/Redis", StoreFigures.Redis),
        new(Web, "web/in memory", WebFigures.InMemory),
        new(Web, "web/a server", WebFigures.Servers),
        new(Web, "web/start", WebStartFigures.Starts),
        new(Native, "native/start", NativeStartFigures.Starts),
        new(Signing, "sign/a request", SignFigures.Signing),
        new(Signing, "sign/a new request", SignFigures.MakingAndSigning),
        new(Signing, "sign/4 encoded paths", SignFigures.EncodedPaths),
    ];
}
