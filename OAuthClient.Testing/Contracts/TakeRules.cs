using static OAuthClient.Testing.Contracts.PendingDanceTrial;

namespace OAuthClient.Testing.Contracts;

/// <summary>A dance is taken once.</summary>
internal static class TakeRules
{
    private const int CallerCount = 50;

    public static StoreRule<PendingDanceStoreSubject>[] All =>
    [
        Rule("A dance is taken once by many concurrent callers", TakeConcurrentlyAsync),
        Rule("A dance that is taken can be found and not be taken again", TakeAgainAsync),
        Rule("An unknown dance cannot be taken and has no outcome", UnknownAsync),
    ];

    private static async Task TakeConcurrentlyAsync(PendingDanceTrial trial)
    {
        await trial.SaveAsync().ConfigureAwait(false);
        var taken = await StoreSubject.RunConcurrentlyAsync(CallerCount, async number =>
        {
            var store = number % 2 == 0 ? trial.First : trial.Second;
            return await store.TakeAsync(trial.Id, $"callback {number}").ConfigureAwait(false);
        }).ConfigureAwait(false);
        Expect.Equal("the number of callers that took the dance", 1, taken.Count(succeeded => succeeded));
        await trial.First.FinishAsync(trial.Id, Outcome).ConfigureAwait(false);
        var callback = $"callback {Array.IndexOf(taken, true)}";
        await trial.ExpectOutcomeAsync(trial.Finished(Outcome) with { CallbackDigest = callback })
            .ConfigureAwait(false);
    }

    private static async Task TakeAgainAsync(PendingDanceTrial trial)
    {
        await trial.SaveAsync().ConfigureAwait(false);
        await trial.TakeAsync().ConfigureAwait(false);
        await trial.ExpectNotTakenAsync(trial.Id).ConfigureAwait(false);
        await trial.ExpectNotTakenAsync(trial.Id, "callback").ConfigureAwait(false);
        await trial.ExpectFoundAsync(true).ConfigureAwait(false);
        await trial.First.FinishAsync(trial.Id, Outcome).ConfigureAwait(false);
        await trial.ExpectNotTakenAsync(trial.Id).ConfigureAwait(false);
        await trial.ExpectOutcomeAsync(trial.Finished(Outcome)).ConfigureAwait(false);
    }

    private static async Task UnknownAsync(PendingDanceTrial trial)
    {
        await trial.ExpectNotTakenAsync(trial.Id).ConfigureAwait(false);
        await trial.First.FinishAsync(trial.Id, Outcome).ConfigureAwait(false);
        await trial.ExpectOutcomeAsync(null).ConfigureAwait(false);
        await trial.ExpectFoundAsync(false).ConfigureAwait(false);
    }
}
