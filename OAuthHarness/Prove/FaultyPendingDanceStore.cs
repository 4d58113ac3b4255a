using OAuthClient;

namespace OAuthHarness.Prove;

/// <summary>A store of pending dances whose calls can fail.</summary>
internal sealed class FaultyPendingDanceStore(IPendingDanceStore real, Faults faults) : IPendingDanceStore
{
    public ValueTask SaveAsync(PendingDance dance, CancellationToken cancellationToken = default) =>
        new(faults.RunAsync("dances.Save", () => real.SaveAsync(dance, cancellationToken).AsTask()));

    public ValueTask<PendingDance?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        new(faults.RunAsync("dances.Find", () => real.FindAsync(id, cancellationToken).AsTask()));

    public ValueTask<bool> TakeAsync(
        string id, string callbackDigest, CancellationToken cancellationToken = default) =>
        new(faults.RunAsync("dances.Take", () => real.TakeAsync(id, callbackDigest, cancellationToken).AsTask()));

    public ValueTask FinishAsync(string id, OAuthOutcome outcome, CancellationToken cancellationToken = default) =>
        new(faults.RunAsync("dances.Finish", () => real.FinishAsync(id, outcome, cancellationToken).AsTask()));

    public ValueTask<FinishedDance?> WaitForOutcomeAsync(
        string id, CancellationToken cancellationToken = default) =>
        new(faults.RunAsync(
            "dances.Wait",
            () => real.WaitForOutcomeAsync(id, cancellationToken).AsTask(),
            waitsForOthers: true));
}
