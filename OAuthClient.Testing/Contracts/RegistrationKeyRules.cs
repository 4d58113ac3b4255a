using static OAuthClient.Testing.Contracts.RegistrationStoreTrial;

namespace OAuthClient.Testing.Contracts;

/// <summary>The key of a registration is compared as a whole, character by character.</summary>
internal static class RegistrationKeyRules
{
    private const int LongText = 250;

    public static StoreRule<RegistrationStoreSubject>[] All =>
    [
        Rule("Similar issuers keep registrations apart", IssuersAsync),
        Rule("Similar clients keep registrations apart", ClientsAsync),
        Rule("Similar redirect URIs keep registrations apart", RedirectUrisAsync),
        Rule("Parts of a key that join to the same text keep registrations apart", BordersAsync),
    ];

    private static Task IssuersAsync(RegistrationStoreTrial trial) => ApartAsync(
        trial,
        [
            .. SimilarTexts.For(LongText).Select(text => new RegistrationKey($"{trial.Issuer}/{text}", "c", [])),
            new(trial.Issuer, "c", []),
            new($"{trial.Issuer}/", "c", []),
            new(trial.Issuer.ToUpperInvariant(), "c", []),
        ]);

    private static Task ClientsAsync(RegistrationStoreTrial trial) =>
        ApartAsync(trial, [.. SimilarTexts.For(LongText).Select(text => trial.CreateKey(text))]);

    private static Task RedirectUrisAsync(RegistrationStoreTrial trial) => ApartAsync(
        trial,
        [
            trial.CreateKey("c"),
            trial.CreateKey("c", "https://a.example/1"),
            trial.CreateKey("c", "https://a.example/1", "https://a.example/2"),
            trial.CreateKey("c", "https://a.example/2"),
            trial.CreateKey("c", "https://A.example/1"),
            trial.CreateKey("c", "https://a.example/1/"),
            trial.CreateKey("c", $"https://a.example/{new string('x', 2_000)}"),
            trial.CreateKey("c", $"https://a.example/{new string('x', 2_000)}y"),
        ]);

    private static Task BordersAsync(RegistrationStoreTrial trial) => ApartAsync(
        trial,
        [
            new($"{trial.Issuer} b", "c", []),
            new(trial.Issuer, "b c", []),
            new(trial.Issuer, "b", ["c"]),
            new($"{trial.Issuer}/b", "c", []),
            new(trial.Issuer, "b/c", []),
        ]);

    private static async Task ApartAsync(RegistrationStoreTrial trial, RegistrationKey[] keys)
    {
        foreach (var (number, key) in keys.Index())
            await trial.PutAsync(key, $"{number}").ConfigureAwait(false);
        foreach (var (number, key) in keys.Index())
            await trial.ExpectAsync(key, $"{number}").ConfigureAwait(false);
        foreach (var (number, key) in keys.Index())
        {
            await trial.ExpectAsync(key, $"{number}").ConfigureAwait(false);
            await trial.First.DeleteAsync(key).ConfigureAwait(false);
        }
    }
}
