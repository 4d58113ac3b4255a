using OAuthClient;
using OAuthClient.Testing;

namespace OAuthHarness.Prove;

/// <summary>
/// A login of a user who has a token, and a reload of its callback. The token of the login replaces that token, or is
/// stored beside it for another account.
/// </summary>
internal sealed class LoginFlow(string name, string account) : ProveFlow
{
    public override string Name => name;

    public override IReadOnlyList<FaultKind> Kinds => [.. FaultKinds.OfCalls, FaultKind.RivalDoesTheSame];

    public override async Task RunAsync(Bench bench)
    {
        bench.Account = account;
        var before = await bench.ReadAsync();
        var begun = await bench.CallAsync(
            "begin", cancel => bench.Client.Dance.BeginAsync(bench.User, cancellationToken: cancel));
        JudgeBegin(bench, begun);
        if (begun.Value is not { IsBegun: true } login)
            return;
        var callback = await new PretendBrowser(bench.Provider.Handler).AllowAsync(login.AuthorizationUrl!);
        var rival = new RivalCall<OAuthOutcome>(
            bench, () => bench.Rival.Dance.FinishAsync(callback, login.BrowserKey).AsTask());
        bench.Client.Faults.StartRival = _ => rival.StartAsync();
        ValueTask<OAuthOutcome> FinishAsync(CancellationToken cancel) =>
            bench.Client.Dance.FinishAsync(callback, login.BrowserKey, cancellationToken: cancel);
        var first = await bench.CallAsync("finish", FinishAsync);
        LoginJudge.JudgeFinish(bench, first, null);
        if (first.HasEnded)
            LoginJudge.JudgeFinish(bench, await bench.CallAsync("the same callback again", FinishAsync), first.Value);
        await LoginJudge.JudgeRivalAsync(bench, rival);
        if (first.Value is { IsStored: true })
            await JudgeStoredAsync(bench, before);
        bench.Expect(!bench.SentCodes.HasRepetition, "no code is sent twice", "a code that was sent twice");
    }

    public override async Task CheckAsync(Bench bench)
    {
        await bench.CheckTokenAsync("the token of the login or the one before");
        await bench.LogInAsync("the next login");
        await bench.CheckTokenAsync("the token of the next login", account);
        await bench.CheckNextRefreshAsync();
    }

    private static void JudgeBegin(Bench bench, CallResult<OAuthLogin> begun)
    {
        if (!begun.HasEnded)
            return;
        if (begun.Exception is not null)
            bench.ExpectCancellation(begun);
        else
            bench.Expect(begun.Told.Count == (begun.Value!.Error is null ? 0 : 1), "one oauth_error, or none", begun);
    }

    private async Task JudgeStoredAsync(Bench bench, StoredToken? before)
    {
        var stored = await bench.ReadAsync(account);
        bench.Expect(
            stored is not null && stored.Token.AccessToken != before?.Token.AccessToken,
            "the token of a login that says stored is in the store",
            stored is null ? "no token" : "the token before");
        if (account == TokenKey.DefaultAccount)
            return;
        var other = await bench.ReadAsync();
        var isSame = (other?.Version, other?.Token.AccessToken) == (before?.Version, before?.Token.AccessToken);
        bench.Expect(isSame, "the token of another account stays as it is", "another token, or none");
    }
}
