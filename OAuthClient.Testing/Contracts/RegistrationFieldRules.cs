using static OAuthClient.Testing.Contracts.RegistrationStoreTrial;

namespace OAuthClient.Testing.Contracts;

/// <summary>A registration comes back as it was stored, to the letter.</summary>
internal static class RegistrationFieldRules
{
    // A signed software statement or a set of keys in the answer has some KiB.
    private const int LongText = 16 * 1024;

    public static StoreRule<RegistrationStoreSubject>[] All =>
    [
        Rule("Every field of a registration is stored and returned", EveryFieldAsync),
    ];

    private static async Task EveryFieldAsync(RegistrationStoreTrial trial)
    {
        foreach (var (number, registration) in CreateVariants().Index())
        {
            var key = trial.CreateKey($"client {number}");
            await trial.First.PutAsync(key, Registration("before"), null).ConfigureAwait(false);
            var before = await trial.ReadAsync(key).ConfigureAwait(false);
            await trial.First.PutAsync(key, registration, before.Version).ConfigureAwait(false);
            var read = await trial.ReadAsync(key).ConfigureAwait(false);
            Expect.Same("the registration", registration, read.Registration);
        }
    }

    private static IEnumerable<ClientRegistration> CreateVariants()
    {
        foreach (var field in RecordFields.Of(typeof(ClientRegistration)))
        {
            yield return RecordFields.Set(Registration("a"), field, FieldValues.CreateOdd(field, ""));
            yield return RecordFields.Set(Registration("a"), field, FieldValues.CreateLong(field, "", LongText));
        }
    }
}
