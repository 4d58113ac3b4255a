namespace OAuthClient.Internal;

/// <summary>
/// The host's pending-dance store, each call of which has a deadline. The wait for an outcome has one of its caller.
/// </summary>
internal sealed class BoundedPendingDanceStore(IPendingDanceStore store, HostDeadline deadline) : IPendingDanceStore
{
    // A dance that is taken too late must have an outcome, or its callback would wait for one when it comes again.
    private static readonly OAuthOutcome GivenUpOutcome = CreateGivenUpOutcome();

    public ValueTask SaveAsync(PendingDance dance, CancellationToken cancellationToken = default) =>
        deadline.RunAsync(cancel => store.SaveAsync(dance, cancel), cancellationToken);

    public ValueTask<PendingDance?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        deadline.WaitAsync(store.FindAsync(id, cancellationToken), cancellationToken);

    public ValueTask<bool> TakeAsync(
        string id, string callbackDigest, CancellationToken cancellationToken = default) =>
        deadline.RunAsync(
            cancel => store.TakeAsync(id, callbackDigest, cancel),
            cancellationToken,
            undo: isTaken => isTaken ? FinishAsync(id, GivenUpOutcome, CancellationToken.None) : default);

    public ValueTask FinishAsync(string id, OAuthOutcome outcome, CancellationToken cancellationToken = default) =>
        deadline.RunAsync(cancel => store.FinishAsync(id, outcome, cancel), cancellationToken);

    public ValueTask<FinishedDance?> WaitForOutcomeAsync(string id, CancellationToken cancellationToken = default) =>
        store.WaitForOutcomeAsync(id, cancellationToken);

    private static OAuthOutcome CreateGivenUpOutcome()
    {
        var error = HostFailureException.FromStore(new TimeoutException()).Error;
        return new(OAuthOutcomeKind.Failed, FailurePage.CreateResponse(OAuthOutcomeKind.Failed, error))
        {
            Error = error,
            Explanation = "the login failed before the store had taken its dance",
        };
    }
}
