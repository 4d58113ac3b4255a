using OAuthClient;

namespace OAuthHarness.Prove;

/// <summary>
/// A refresh of a token that has ended, or is to end soon, by its refresh token or by an OAuth 1 session handle.
/// </summary>
internal sealed class RefreshFlow(string name, bool hasEnded) : ProveFlow
{
    // Before the end by less than half of the time by which the client is early, and by more than its deadlines.
    private static readonly TimeSpan TimeLeft = Bench.RefreshEarly / 2 - TimeSpan.FromSeconds(10);

    public override string Name => name;

    /// <summary>Whether the token has ended when the flow begins.</summary>
    public bool HasEnded => hasEnded;

    public override IReadOnlyList<FaultKind> Kinds => Enum.GetValues<FaultKind>();

    public override async Task PrepareAsync(Bench bench)
    {
        await base.PrepareAsync(bench);
        // The process has read the token before, as a process that runs for a while has.
        await bench.DriveAsync(() => bench.Refresh(default).AsTask());
        bench.Clock.Time.Advance(bench.Provider.AccessTokenLifetime - (hasEnded ? TimeSpan.Zero : TimeLeft));
    }

    public override async Task RunAsync(Bench bench)
    {
        var rival = new RivalCall<OAuthToken?>(
            bench, () => bench.Rival.Dance.Session(bench.User).GetTokenAsync().AsTask());
        var signOut = new RivalCall<OAuthError?>(
            bench, () => bench.Rival.Dance.Session(bench.User).SignOutAsync().AsTask());
        bench.Client.Faults.StartRival = kind =>
        {
            bench.IsSignedOut |= kind == FaultKind.RivalSignsOut;
            return bench.IsSignedOut ? signOut.StartAsync() : rival.StartAsync();
        };
        var refreshed = await bench.CallAsync("the refresh", bench.Refresh);
        Judge(bench, refreshed);
        if (await rival.EndAsync() is { } other)
            bench.Expect(IsSameToken(refreshed, other), "both machines get the token of one refresh", other);
        await signOut.EndAsync();
    }

    public override async Task CheckAsync(Bench bench)
    {
        if (bench.IsSignedOut)
            bench.Expect(await bench.ReadAsync() is null, "no token is stored after the sign-out", "a token");
        else if (!bench.IsLossAllowed)
            await CheckNotLostAsync(bench);
        await bench.CheckLeaseAsync();
        await bench.LogInAsync("the next login");
        await bench.CheckTokenAsync("the token of the next login");
    }

    private void Judge(Bench bench, CallResult<OAuthToken?> refreshed)
    {
        // A receiver hears of a token that is stored late, and its failure is a second one.
        var told = refreshed.Told.Count(error => error.Code != OAuthErrorCode.ReceiverFailed);
        bench.Expect(refreshed.Told.Count - told <= 1, "one oauth_error of a receiver at most", refreshed);
        switch (refreshed)
        {
            case { HasEnded: false }:
                break;
            case { Exception: OperationCanceledException }:
                bench.Expect(bench.Client.Faults.IsCallerCancelled, "only the caller cancels", refreshed);
                bench.Expect(told <= 1, "one oauth_error at most", refreshed);
                break;
            case { Exception: { } failure }:
                var isKnown = failure is OAuthException or ProvedFailureException;
                bench.Expect(isKnown, "an exception of the library", refreshed);
                bench.Expect(told == 1 || bench.IsSignedOut, "one oauth_error", refreshed);
                bench.Expect(hasEnded || bench.IsSignedOut, "a token that is good is used", refreshed);
                break;
            default:
                bench.Expect(refreshed.Value is not null || bench.IsSignedOut, "a token, or a failure", refreshed);
                bench.Expect(told <= (hasEnded ? 0 : 1), "no oauth_error but of what came to nothing", refreshed);
                break;
        }
    }

    private static bool IsSameToken(CallResult<OAuthToken?> one, CallResult<OAuthToken?> other) =>
        one.Exception is not null || !one.HasEnded || one.Value?.AccessToken == other.Value?.AccessToken;

    private static async Task CheckNotLostAsync(Bench bench)
    {
        var (token, failure, _) = await bench.DriveAsync(() => bench.Refresh(default).AsTask());
        bench.Expect(token is not null, "the next call gets a token", failure?.Message ?? "no token");
        await bench.CheckTokenAsync("the token of the next call");
        await bench.CheckNextRefreshAsync();
    }
}
