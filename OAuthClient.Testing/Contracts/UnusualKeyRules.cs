using static OAuthClient.Testing.Contracts.TokenStoreTrial;

namespace OAuthClient.Testing.Contracts;

/// <summary>A store refuses a key that it cannot keep, as an argument, and never takes it for another key.</summary>
internal static class UnusualKeyRules
{
    public static StoreRule<TokenStoreSubject>[] All =>
    [
        Rule("A key with a NUL is refused or kept apart", trial => EachPartAsync(trial, WithCharacter('\0', '\u0001'))),
        Rule(
            "A key with half a surrogate pair is refused or kept apart from the replacement character",
            trial => EachPartAsync(trial, WithCharacter('\ud800', '\ufffd'))),
        Rule(
            "Keys with different halves of surrogate pairs are refused or kept apart",
            trial => EachPartAsync(trial, WithCharacter('\ud800', '\ud801'))),
        Rule("A key with a very long part is refused or kept apart", trial => EachPartAsync(trial, TooLong)),
    ];

    private static Func<KeyPart, string[]> WithCharacter(char character, char similar) =>
        _ => ["42", $"4{similar}2", $"4{character}2", $"42{character}", $"{character}42"];

    private static string[] TooLong(KeyPart part) =>
    [
        new('x', part.MaxLength),
        new('x', part.MaxLength + 1),
        new string('x', part.MaxLength) + "y",
        new string('x', 20 * part.MaxLength),
        new string('x', 20 * part.MaxLength) + "y",
    ];

    private static async Task EachPartAsync(TokenStoreTrial trial, Func<KeyPart, string[]> textsFor)
    {
        foreach (var part in KeyPart.All)
        {
            TokenKey[] keys = [.. textsFor(part).Select(text => part.Replace(trial.Key, text))];
            await RefusedOrApartAsync(trial, keys).ConfigureAwait(false);
        }
    }

    private static async Task RefusedOrApartAsync(TokenStoreTrial trial, TokenKey[] keys)
    {
        var kept = new Dictionary<TokenKey, string>();
        foreach (var (number, key) in keys.Index())
        {
            if (!await IsRefusedAsync(() => PutAsync(trial.First, key, $"token {number}")).ConfigureAwait(false))
                kept[key] = $"token {number}";
        }
        foreach (var key in keys.Where(key => !kept.ContainsKey(key)))
            await IsRefusedAsync(() => trial.First.DeleteAsync(key).AsTask()).ConfigureAwait(false);
        foreach (var (key, token) in kept)
        {
            await ExpectTokenAsync(trial.First, key, token).ConfigureAwait(false);
            await trial.First.DeleteAsync(key).ConfigureAwait(false);
        }
    }
}
