using static OAuthClient.Testing.Contracts.PendingDanceTrial;

namespace OAuthClient.Testing.Contracts;

/// <summary>A dance is found by its id, until some time after it has expired.</summary>
internal static class DanceRules
{
    public static StoreRule<PendingDanceStoreSubject>[] All =>
    [
        Rule("A saved dance can be found repeatedly", FindAsync),
        Rule("A second dance with the same id is refused and the first stays", SameIdAsync),
        Rule("A dance is found and taken by its exact id only", ExactIdAsync),
        Rule("An id of any characters and any length is unknown and no error", AnyIdAsync),
        Rule("A dance that has just expired is still found", JustExpiredAsync),
        Rule("An expired dance is gone some time later", GoneAsync),
    ];

    private static async Task FindAsync(PendingDanceTrial trial)
    {
        await trial.ExpectFoundAsync(false).ConfigureAwait(false);
        await trial.SaveAsync().ConfigureAwait(false);
        await trial.ExpectFoundAsync(true).ConfigureAwait(false);
        await trial.ExpectFoundAsync(true).ConfigureAwait(false);
    }

    private static async Task SameIdAsync(PendingDanceTrial trial)
    {
        await trial.SaveAsync().ConfigureAwait(false);
        Exception? refusal = null;
        try
        {
            await trial.Second.SaveAsync(trial.Dance() with { Provider = "another" }).ConfigureAwait(false);
        }
        catch (Exception thrown)
        {
            refusal = thrown;
        }
        Expect.That(refusal is not null, "an exception for the second dance", "none");
        var found = await trial.First.FindAsync(trial.Id).ConfigureAwait(false);
        Expect.Equal("the provider of the dance", "github", found?.Provider);
    }

    private static async Task ExactIdAsync(PendingDanceTrial trial)
    {
        await trial.SaveAsync().ConfigureAwait(false);
        foreach (var similar in new[] { trial.Id.ToUpperInvariant(), trial.Id + " ", " " + trial.Id, trial.Id[..^1] })
        {
            var found = await trial.Second.FindAsync(similar).ConfigureAwait(false);
            Expect.Equal($"the dance with the id \"{similar}\"", null, found?.Id);
            await trial.ExpectNotTakenAsync(similar).ConfigureAwait(false);
        }
        await trial.TakeAsync().ConfigureAwait(false);
    }

    private static async Task AnyIdAsync(PendingDanceTrial trial)
    {
        foreach (var letters in (string[])["", "\0", "\ud800", "ß' OR 1=1 --", "%", "*"])
        {
            foreach (var id in new[] { letters, letters + new string('x', 8_000) })
            {
                var found = await trial.First.FindAsync(id).ConfigureAwait(false);
                Expect.Equal("the dance with an id from outside", null, found?.Id);
                await trial.ExpectNotTakenAsync(id).ConfigureAwait(false);
            }
        }
    }

    private static async Task JustExpiredAsync(PendingDanceTrial trial)
    {
        await trial.SaveAsync().ConfigureAwait(false);
        trial.Clock.Advance(Lifetime + TimeSpan.FromSeconds(1));
        await trial.ExpectFoundAsync(true).ConfigureAwait(false);
    }

    private static async Task GoneAsync(PendingDanceTrial trial)
    {
        await trial.First.SaveAsync(trial.Dance(trial.Id, TimeSpan.FromMilliseconds(1))).ConfigureAwait(false);
        trial.Clock.Advance(TimeSpan.FromDays(1));
        await trial.First.SaveAsync(trial.Dance(trial.Id + "-later", Lifetime)).ConfigureAwait(false);
        // A store that goes by a server's clock needs some real time.
        while (await trial.Second.FindAsync(trial.Id).ConfigureAwait(false) is not null)
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System).ConfigureAwait(false);
        await trial.ExpectNotTakenAsync(trial.Id).ConfigureAwait(false);
    }
}
