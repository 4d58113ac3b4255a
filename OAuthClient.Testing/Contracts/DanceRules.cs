using static OAuthClient.Testing.Contracts.PendingDanceTrial;

namespace OAuthClient.Testing.Contracts;

/// <summary>A dance is found as it was saved, until some time after it has expired.</summary>
internal static class DanceRules
{
    public static StoreRule<PendingDanceStoreSubject>[] All =>
    [
        Rule("A saved dance can be found repeatedly", FindAsync),
        Rule("Every field of a dance is saved and returned", EveryFieldAsync),
        Rule("The data of a dance comes back to the letter", DataAsync),
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

    private static Task EveryFieldAsync(PendingDanceTrial trial) => ExpectSavedAsync(trial, trial.Dance() with
    {
        Scope = "read write",
        User = "42",
        ReturnUrl = "/é?x=1&y=\"'",
        CreatedAt = new(2026, 2, 28, 23, 59, 59, TimeSpan.FromHours(-9.5)),
        ExpiresAt = new DateTimeOffset(2026, 3, 1, 0, 15, 0, TimeSpan.FromHours(-9.5)).AddTicks(1_234_567),
    });

    private static Task DataAsync(PendingDanceTrial trial) => ExpectSavedAsync(trial, trial.Dance() with
    {
        Data = new Dictionary<string, Secret>
        {
            ["extension/id_token/nonce"] = "quotes \" \\ \0 é \U0001F511",
            ["host/invitation"] = new string('x', 16 * 1024),
            [""] = "",
        },
    });

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

    private static async Task ExpectSavedAsync(PendingDanceTrial trial, PendingDance dance)
    {
        await trial.First.SaveAsync(dance).ConfigureAwait(false);
        await ExpectSameAsync(trial, dance).ConfigureAwait(false);
        await trial.TakeAsync().ConfigureAwait(false);
        await ExpectSameAsync(trial, dance).ConfigureAwait(false);
    }

    private static async Task ExpectSameAsync(PendingDanceTrial trial, PendingDance dance)
    {
        var found = await trial.Second.FindAsync(dance.Id).ConfigureAwait(false);
        Expect.That(found is not null, $"the dance {dance.Id}", "nothing");
        Expect.SameEntries("Data", dance.Data, found.Data);
        Expect.Equal("the secret", dance.TokenRequestSecret.Reveal(), found.TokenRequestSecret.Reveal());
        Expect.Equal("the time zone of ExpiresAt", dance.ExpiresAt.Offset, found.ExpiresAt.Offset);
        Expect.Equal("the other fields of the dance", dance, found with { Data = dance.Data });
    }
}
