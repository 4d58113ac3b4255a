using OAuthClient;
using OAuthClient.Testing;

namespace OAuthHarness.Prove;

/// <summary>The checks after any fault.</summary>
internal static class BenchChecks
{
    private static readonly TimeSpan LapseTime = TimeSpan.FromMinutes(1);

    /// <summary>Logs the user in, without faults.</summary>
    public static async Task LogInAsync(this Bench bench, string name)
    {
        var told = bench.Client.Told.Count;
        var (outcome, failure, _) = await bench.DriveAsync(() => LogInAsync(bench));
        bench.Expect(
            outcome is { IsStored: true } && bench.Client.Told.Count == told,
            $"{name} succeeds",
            outcome?.Error?.Code ?? failure?.Message ?? "no end");
    }

    /// <summary>Expects that the caller has cancelled, and that nothing is told of it.</summary>
    public static void ExpectCancellation<T>(this Bench bench, CallResult<T> result)
    {
        var isCallers = result.Exception is OperationCanceledException && bench.Client.Faults.IsCallerCancelled;
        bench.Expect(isCallers, "no exception but the caller's cancellation", result);
        bench.Expect(result.Told.Count == 0, "no oauth_error for a cancellation", result);
    }

    /// <summary>Checks that the store holds a whole token, and that the provider takes it.</summary>
    public static async Task CheckTokenAsync(this Bench bench, string name, string account = TokenKey.DefaultAccount)
    {
        var (stored, fault, _) = await bench.DriveAsync(() => bench.ReadAsync(account));
        if (stored is null)
        {
            bench.Expect(false, $"the store holds {name}", fault?.Message ?? "no token");
            return;
        }
        var (status, failure, _) = await bench.DriveAsync(() => bench.Rival.CallApiAsync(bench.User, account));
        bench.Expect(status == 200, $"the API takes {name}", failure?.Message ?? $"HTTP {status}");
    }

    /// <summary>Checks that the stored token can be refreshed once more.</summary>
    public static async Task CheckNextRefreshAsync(this Bench bench)
    {
        var before = await bench.ReadAsync();
        bench.Clock.Time.Advance(bench.Provider.AccessTokenLifetime + TimeSpan.FromMinutes(1));
        var (token, failure, _) = await bench.DriveAsync(() => bench.Refresh(default).AsTask());
        bench.Expect(
            token is not null && token.AccessToken != before?.Token.AccessToken,
            "the stored token can be refreshed",
            failure?.Message ?? "no new token");
    }

    /// <summary>Checks that another caller gets the lease when a dead holder's has lapsed.</summary>
    public static async Task CheckLeaseAsync(this Bench bench)
    {
        var (lease, failure, _) = await bench.DriveAsync(() =>
            bench.Stores.Tokens.LeaseAsync(bench.Client.Tokens.WrittenKey, LapseTime).AsTask());
        bench.Expect(lease is not null, "the lease is free", failure?.Message ?? "a lease that is held");
        if (lease is not null)
            await lease.DisposeAsync();
    }

    private static async Task<OAuthOutcome> LogInAsync(Bench bench)
    {
        var dance = bench.Client.Dance;
        var login = await dance.BeginAsync(bench.User);
        if (login.AuthorizationUrl is not { } url)
            throw new InvalidOperationException($"The login does not begin: {login.Error}");
        var callback = await new PretendBrowser(bench.Provider.Handler).AllowAsync(url);
        return await dance.FinishAsync(callback, login.BrowserKey);
    }
}
