using System.Reflection;
using static OAuthClient.Testing.Contracts.PendingDanceTrial;

namespace OAuthClient.Testing.Contracts;

/// <summary>A dance comes back as it was saved, to the letter, before it is taken and after it.</summary>
internal static class DanceFieldRules
{
    public static StoreRule<PendingDanceStoreSubject>[] All =>
    [
        Rule("Every field of a dance is saved and returned", EveryFieldAsync),
        Rule("The longest text of each field of a dance is saved and returned", LongestFieldsAsync),
        Rule("The data of a dance comes back to the letter", DataAsync),
    ];

    // The client keeps 4 KiB of its own in a dance, 10 KiB of the host, and 2 KiB of a return URL.
    private static int MaxLengthOf(PropertyInfo field) => field.Name switch
    {
        nameof(PendingDance.Provider) => 100,
        nameof(PendingDance.ClientId) or nameof(PendingDance.User) => 250,
        nameof(PendingDance.BrowserKeyDigest) => DigestLength,
        nameof(PendingDance.ReturnUrl) or nameof(PendingDance.Issuer) => 2 * 1024,
        nameof(PendingDance.Scope) => 10 * 1024,
        // The name of an entry has half of it.
        nameof(PendingDance.Data) => 5 * 1024,
        _ => 4 * 1024,
    };

    private static async Task EveryFieldAsync(PendingDanceTrial trial)
    {
        await ExpectSavedAsync(trial, trial.Dance()).ConfigureAwait(false);
        foreach (var field in RecordFields.Of(typeof(PendingDance)))
        {
            var id = $"{trial.Id}-{field.Name}";
            var value = FieldValues.CreateOdd(field, id);
            await ExpectSavedAsync(trial, RecordFields.Set(trial.Dance(id, Lifetime), field, value))
                .ConfigureAwait(false);
        }
    }

    private static async Task LongestFieldsAsync(PendingDanceTrial trial)
    {
        foreach (var field in RecordFields.Of(typeof(PendingDance)))
        {
            var id = $"{trial.Id}-{field.Name}";
            // The digest of one browser key has no room for the id.
            var prefix = field.Name == nameof(PendingDance.Id) ? id : "";
            var value = FieldValues.CreateLong(field, prefix, MaxLengthOf(field));
            await ExpectSavedAsync(trial, RecordFields.Set(trial.Dance(id, Lifetime), field, value))
                .ConfigureAwait(false);
        }
    }

    private static Task DataAsync(PendingDanceTrial trial) => ExpectSavedAsync(trial, trial.Dance() with
    {
        Data = new Dictionary<string, Secret>
        {
            ["extension/id_token/nonce"] = "quotes \" \\ \0 é \U0001F511",
            ["host/invitation"] = new string('x', 16 * 1024),
            [""] = "",
        },
    });

    private static async Task ExpectSavedAsync(PendingDanceTrial trial, PendingDance dance)
    {
        await trial.First.SaveAsync(dance).ConfigureAwait(false);
        await ExpectSameAsync(trial, dance).ConfigureAwait(false);
        await trial.First.TakeAsync(dance.Id, "callback").ConfigureAwait(false);
        await ExpectSameAsync(trial, dance).ConfigureAwait(false);
    }

    private static async Task ExpectSameAsync(PendingDanceTrial trial, PendingDance dance)
    {
        var found = await trial.Second.FindAsync(dance.Id).ConfigureAwait(false);
        Expect.Same("the dance", dance, found);
    }
}
