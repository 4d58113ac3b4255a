using OAuthClient;

namespace OAuthHarness.Prove;

/// <summary>A refresh of a token that has ended, by its refresh token or by an OAuth 1 session handle.</summary>
internal sealed class RefreshFlow : ProveFlow
{
    public override string Name => "refresh";

    public override IReadOnlyList<FaultKind> Kinds => Enum.GetValues<FaultKind>();

    public override async Task PrepareAsync(Bench bench)
    {
        await base.PrepareAsync(bench);
        // The process has read the token before, as a process that runs for a while has.
        await bench.DriveAsync(() => bench.Refresh(default).AsTask());
        bench.Clock.Time.Advance(bench.Provider.AccessTokenLifetime + TimeSpan.FromMinutes(1));
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

    private static void Judge(Bench bench, CallResult<OAuthToken?> refreshed)
    {
        switch (refreshed)
        {
            case { HasEnded: false }:
                break;
            case { Exception: OperationCanceledException }:
                bench.Expect(bench.Client.Faults.IsCallerCancelled, "only the caller cancels", refreshed);
                bench.Expect(refreshed.Told.Count <= 1, "one oauth_error at most", refreshed);
                break;
            case { Exception: { } failure }:
                var isKnown = failure is OAuthException or ProvedFailureException;
                bench.Expect(isKnown, "an exception of the library", refreshed);
                bench.Expect(refreshed.Told.Count == 1 || bench.IsSignedOut, "one oauth_error", refreshed);
                break;
            default:
                var isSilent = refreshed.Told.All(error => error.Code == OAuthErrorCode.ReceiverFailed);
                bench.Expect(refreshed.Value is not null, "a token, or a failure that is told", refreshed);
                bench.Expect(isSilent && refreshed.Told.Count <= 1, "no oauth_error but one of a receiver", refreshed);
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
