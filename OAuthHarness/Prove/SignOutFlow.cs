
namespace OAuthHarness.Prove;

/// <summary>A sign-out of a user whose token is good.</summary>
internal sealed class SignOutFlow : ProveFlow
{
    public override string Name => "sign-out";

    public override IReadOnlyList<FaultKind> Kinds => FaultKinds.OfCalls;

    public override async Task RunAsync(Bench bench)
    {
        var ended = await bench.CallAsync(
            "the sign-out", cancel => bench.Client.Dance.Session(bench.User).SignOutAsync(cancel));
        if (!ended.HasEnded)
            return;
        bench.Expect(ended.Told.Count <= 1, "one oauth_error at most", ended);
        // A caller that cancels gives up the wait for the provider, and not the sign-out.
        var isCancelled = ended.Exception is OperationCanceledException && bench.Client.Faults.IsCallerCancelled;
        if (ended.Exception is not null && !isCancelled)
            return;
        bench.Expect(await bench.ReadAsync() is null, "no token is stored after a sign-out that did not fail", ended);
    }

    public override async Task CheckAsync(Bench bench)
    {
        var (_, failure, hasEnded) = await bench.DriveAsync(
            () => bench.Client.Dance.Session(bench.User).SignOutAsync().AsTask());
        bench.Expect(hasEnded && failure is null, "the next sign-out ends", failure?.Message);
        bench.Expect(await bench.ReadAsync() is null, "no token is stored after the next sign-out", "a token");
        await bench.LogInAsync("the next login");
        await bench.CheckTokenAsync("the token of the next login");
        await bench.CheckNextRefreshAsync();
    }
}
