namespace OAuthClient.Internal;

/// <summary>The host's pending-dance store, whose exceptions become a <see cref="HostFailureException"/>.</summary>
internal sealed class FaultTranslatingPendingDanceStore(IPendingDanceStore store) : IPendingDanceStore
{
    public ValueTask SaveAsync(PendingDance dance, CancellationToken cancellationToken = default) =>
        HostCall.StoreAsync(() => store.SaveAsync(dance, cancellationToken), cancellationToken);

    public ValueTask<PendingDance?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        HostCall.StoreAsync(() => store.FindAsync(id, cancellationToken), cancellationToken);

    public ValueTask<bool> TakeAsync(
        string id, string callbackDigest, CancellationToken cancellationToken = default) =>
        HostCall.StoreAsync(() => store.TakeAsync(id, callbackDigest, cancellationToken), cancellationToken);

    public ValueTask FinishAsync(string id, OAuthOutcome outcome, CancellationToken cancellationToken = default) =>
        HostCall.StoreAsync(() => store.FinishAsync(id, outcome, cancellationToken), cancellationToken);

    public ValueTask<FinishedDance?> WaitForOutcomeAsync(string id, CancellationToken cancellationToken = default) =>
        HostCall.StoreAsync(() => store.WaitForOutcomeAsync(id, cancellationToken), cancellationToken);
}
