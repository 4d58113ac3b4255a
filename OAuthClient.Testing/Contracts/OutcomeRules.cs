using static OAuthClient.Testing.Contracts.PendingDanceTrial;

namespace OAuthClient.Testing.Contracts;

/// <summary>The first outcome of a dance that was taken is the outcome of the dance.</summary>
internal static class OutcomeRules
{
    private static readonly OAuthOutcome Later = Outcome with { Account = "later" };

    public static StoreRule<PendingDanceStoreSubject>[] All =>
    [
        Rule("A waiting caller gets the outcome when the dance finishes", WaitAsync),
        Rule("The first outcome of a dance stays", FirstOutcomeAsync),
        Rule("A dance that is not taken has no outcome", NotTakenAsync),
        Rule("An outcome for a dance that is not taken changes nothing", FinishNotTakenAsync),
        Rule("Waiting for an outcome can be canceled", CancelAsync),
    ];

    private static async Task WaitAsync(PendingDanceTrial trial)
    {
        await trial.SaveAsync().ConfigureAwait(false);
        await trial.TakeAsync().ConfigureAwait(false);
        var waiting = trial.Second.WaitForOutcomeAsync(trial.Id).AsTask();
        await trial.ExpectWaitingAsync(waiting, "the caller waits for the outcome").ConfigureAwait(false);
        await trial.First.FinishAsync(trial.Id, Outcome).ConfigureAwait(false);
        var finished = await waiting.ConfigureAwait(false);
        ExpectSame(trial.Finished(Outcome), finished);
        await trial.ExpectOutcomeAsync(trial.Finished(Outcome)).ConfigureAwait(false);
    }

    private static async Task FirstOutcomeAsync(PendingDanceTrial trial)
    {
        await trial.SaveAsync().ConfigureAwait(false);
        await trial.TakeAsync().ConfigureAwait(false);
        await trial.First.FinishAsync(trial.Id, Outcome).ConfigureAwait(false);
        await trial.Second.FinishAsync(trial.Id, Later).ConfigureAwait(false);
        await trial.ExpectOutcomeAsync(trial.Finished(Outcome)).ConfigureAwait(false);
    }

    private static async Task NotTakenAsync(PendingDanceTrial trial)
    {
        await trial.SaveAsync().ConfigureAwait(false);
        await trial.ExpectOutcomeAsync(null).ConfigureAwait(false);
    }

    private static async Task FinishNotTakenAsync(PendingDanceTrial trial)
    {
        await trial.SaveAsync().ConfigureAwait(false);
        await trial.First.FinishAsync(trial.Id, Outcome).ConfigureAwait(false);
        await trial.ExpectOutcomeAsync(null).ConfigureAwait(false);
        await trial.TakeAsync().ConfigureAwait(false);
        var waiting = trial.Second.WaitForOutcomeAsync(trial.Id).AsTask();
        await trial.ExpectWaitingAsync(waiting, "the caller waits for an outcome of the taken dance")
            .ConfigureAwait(false);
        await trial.First.FinishAsync(trial.Id, Later).ConfigureAwait(false);
        var finished = await waiting.ConfigureAwait(false);
        ExpectSame(trial.Finished(Later), finished);
    }

    private static async Task CancelAsync(PendingDanceTrial trial)
    {
        using var cancellation = new CancellationTokenSource();
        await trial.SaveAsync().ConfigureAwait(false);
        await trial.TakeAsync().ConfigureAwait(false);
        var waiting = trial.Second.WaitForOutcomeAsync(trial.Id, cancellation.Token).AsTask();
        await trial.ExpectWaitingAsync(waiting, "the caller waits for the outcome").ConfigureAwait(false);
        await cancellation.CancelAsync().ConfigureAwait(false);
        await StoreSubject.ExpectCanceledAsync(waiting).ConfigureAwait(false);
    }
}
