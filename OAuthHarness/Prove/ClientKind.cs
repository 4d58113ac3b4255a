using OAuthClient;

namespace OAuthHarness.Prove;

/// <summary>The client that is proved: the library's, or a small one whose faults are known.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Defect">The defect of the small client; null for the library's client.</param>
internal sealed record ClientKind(string Name, ClientDefect? Defect)
{
    public static readonly ClientKind Library = new("library", null);

    public static readonly IReadOnlyList<ClientKind> All =
    [
        Library,
        new("small", ClientDefect.None),
        new("no-deadline", ClientDefect.NoDeadline),
        new("write-before-lease", ClientDefect.WriteBeforeLease),
        new("no-read-after-failed-write", ClientDefect.NoReadAfterFailedWrite),
        new("two-signals", ClientDefect.TwoSignals),
        new("lost-cancel", ClientDefect.LostCancel),
    ];

    /// <summary>Whether the client can do this: a small client refreshes, and only with OAuth 2.</summary>
    public bool Can(ProveFlow flow, ProvedProtocol protocol) =>
        Defect is null || (flow is RefreshFlow { HasEnded: true } && protocol == ProvedProtocol.OAuth2);

    /// <summary>Makes the client's way to get a token.</summary>
    public Func<CancellationToken, ValueTask<OAuthToken?>> Open(ProvedClient client, Bench bench) =>
        Defect is { } defect
            ? new SmallClient(client, bench, defect).GetTokenAsync
            : cancel => client.Dance.Session(bench.User).GetTokenAsync(cancel);
}
