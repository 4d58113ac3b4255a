using static OAuthClient.Testing.Contracts.TokenStoreTrial;

namespace OAuthClient.Testing.Contracts;

/// <summary>A key is compared as a whole, character by character.</summary>
internal static class KeyRules
{
    private const string UnknownUser = "Writes and deletes for the unknown user affect no token of another user";

    public static StoreRule<TokenStoreSubject>[] All =>
    [
        Rule("Each part of the key keeps tokens apart", EachPartAsync),
        Rule("Similar keys keep tokens apart", SimilarKeysAsync),
        Rule("A write or a delete of a key changes no token of a similar key", WriteBesideAsync),
        Rule("The lease of a similar key does not wait", LeaseBesideAsync),
        Rule("A key with a NUL is refused or kept apart", trial => UnusualCharacterAsync(trial, '\0', '\u0001')),
        Rule(
            "A key with half a surrogate pair is refused or kept apart from the replacement character",
            trial => UnusualCharacterAsync(trial, '\ud800', '\ufffd')),
        Rule(
            "Keys with different halves of surrogate pairs are refused or kept apart",
            trial => UnusualCharacterAsync(trial, '\ud800', '\ud801')),
        Rule(UnknownUser, UnknownUserAsync),
    ];

    private static TokenKey[] SimilarKeys(TokenKey key) =>
    [
        key,
        key with { ClientId = "Client" },
        key with { ClientId = "client " },
        key with { ClientId = "", User = "client42" },
        key with { User = "4", Account = "2default" },
        key with { User = "42|default", Account = "" },
        key with { User = "42:default", Account = "" },
        key with { User = "42/default", Account = "" },
        key with { User = "42\u001f", Account = "default" },
        key with { User = "42", Account = "\u001fdefault" },
        key with { User = "alice" },
        key with { User = "Alice" },
        key with { User = "ren\u00e9" },
        key with { User = "rene\u0301" },
        key with { User = "RENE\u0301" },
        key with { User = "../42" },
        key with { User = new string('4', 200) },
        key with { User = new string('4', 201) },
        key with { User = OAuthUser.TheOnlyOne },
    ];

    private static async Task EachPartAsync(TokenStoreTrial trial)
    {
        TokenKey[] keys =
        [
            trial.Key, trial.Key with { Provider = trial.Key.Provider + "2" }, trial.Key with { ClientId = "other" },
            trial.Key with { User = "43" }, trial.Key with { Account = "work" },
        ];
        await PutAllAsync(trial, keys).ConfigureAwait(false);
        await ExpectAllAsync(trial, keys).ConfigureAwait(false);
    }

    private static async Task SimilarKeysAsync(TokenStoreTrial trial)
    {
        var keys = SimilarKeys(trial.Key);
        await PutAllAsync(trial, keys).ConfigureAwait(false);
        await ExpectAllAsync(trial, keys).ConfigureAwait(false);
    }

    private static async Task WriteBesideAsync(TokenStoreTrial trial)
    {
        var keys = SimilarKeys(trial.Key);
        await PutAllAsync(trial, keys).ConfigureAwait(false);
        foreach (var (number, key) in keys.Index())
        {
            var read = await ReadAsync(trial.First, key).ConfigureAwait(false);
            await PutAsync(trial.First, key, "newer", read.Version).ConfigureAwait(false);
            await trial.First.DeleteAsync(key).ConfigureAwait(false);
            await ExpectAllAsync(trial, keys[(number + 1)..]).ConfigureAwait(false);
        }
    }

    private static async Task LeaseBesideAsync(TokenStoreTrial trial)
    {
        var leases = new List<IAsyncDisposable>();
        foreach (var key in SimilarKeys(trial.Key))
            leases.Add(await trial.First.LeaseAsync(key, LongLifetime).ConfigureAwait(false));
        foreach (var lease in leases)
            await lease.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task UnusualCharacterAsync(TokenStoreTrial trial, char character, char similar)
    {
        var key = trial.Key with { User = $"4{character}2" };
        var others = new List<TokenKey>();
        foreach (var other in new[] { trial.Key with { User = $"4{similar}2" }, trial.Key })
        {
            if (!await IsRefusedAsync(() => PutAsync(trial.First, other, "another's")).ConfigureAwait(false))
                others.Add(other);
        }
        if (!await IsRefusedAsync(() => PutAsync(trial.First, key, "own")).ConfigureAwait(false))
            await ExpectTokenAsync(trial.First, key, "own").ConfigureAwait(false);
        await IsRefusedAsync(() => trial.First.DeleteAsync(key).AsTask()).ConfigureAwait(false);
        foreach (var other in others)
            await ExpectTokenAsync(trial.First, other, "another's").ConfigureAwait(false);
    }

    private static async Task UnknownUserAsync(TokenStoreTrial trial)
    {
        var unknown = trial.Key with { User = OAuthUser.Unknown };
        TokenKey[] users =
        [
            trial.Key, trial.Key with { User = "43" }, trial.Key with { User = OAuthUser.TheOnlyOne },
        ];
        await PutAllAsync(trial, users).ConfigureAwait(false);
        await ExpectTokenAsync(trial.First, unknown, null).ConfigureAwait(false);
        await PutAsync(trial.First, unknown, "site-wide").ConfigureAwait(false);
        var read = await ReadAsync(trial.First, unknown).ConfigureAwait(false);
        await PutAsync(trial.First, unknown, "newer", read.Version).ConfigureAwait(false);
        await trial.First.DeleteAsync(unknown).ConfigureAwait(false);
        await ExpectTokenAsync(trial.First, unknown, null).ConfigureAwait(false);
        await ExpectAllAsync(trial, users).ConfigureAwait(false);
    }

    private static async Task PutAllAsync(TokenStoreTrial trial, TokenKey[] keys)
    {
        foreach (var key in keys)
            await PutAsync(trial.First, key, $"{key}").ConfigureAwait(false);
    }

    private static async Task ExpectAllAsync(TokenStoreTrial trial, TokenKey[] keys)
    {
        foreach (var key in keys)
            await ExpectTokenAsync(trial.First, key, $"{key}").ConfigureAwait(false);
    }
}
