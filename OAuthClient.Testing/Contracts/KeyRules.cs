using static OAuthClient.Testing.Contracts.TokenStoreTrial;

namespace OAuthClient.Testing.Contracts;

/// <summary>A key is compared as a whole, character by character.</summary>
internal static class KeyRules
{
    private const string UnknownUser = "Writes and deletes for the unknown user affect no token of another user";

    public static StoreRule<TokenStoreSubject>[] All =>
    [
        Rule("Each part of the key keeps tokens apart", EachPartAsync),
        .. KeySet.All.SelectMany(RulesFor),
        Rule(UnknownUser, UnknownUserAsync),
    ];

    private static StoreRule<TokenStoreSubject>[] RulesFor(KeySet set) =>
    [
        Rule($"Similar {set.Name}s keep tokens apart", trial => ApartAsync(trial, set.CreateKeys(trial.Key))),
        Rule(
            $"A write or a delete changes no token of a similar {set.Name}",
            trial => WriteBesideAsync(trial, set.CreateKeys(trial.Key))),
        Rule(
            $"The lease of a similar {set.Name} does not wait",
            trial => LeaseBesideAsync(trial, set.CreateKeys(trial.Key))),
    ];

    private static Task EachPartAsync(TokenStoreTrial trial) => ApartAsync(
        trial,
        [
            .. KeyPart.All.Select(part => part.Replace(trial.Key, "one")),
            .. KeyPart.All.Select(part => part.Replace(trial.Key, "other")),
        ]);

    private static async Task ApartAsync(TokenStoreTrial trial, TokenKey[] keys)
    {
        await PutAllAsync(trial, keys).ConfigureAwait(false);
        await ExpectAllAsync(trial, keys).ConfigureAwait(false);
    }

    private static async Task WriteBesideAsync(TokenStoreTrial trial, TokenKey[] keys)
    {
        await PutAllAsync(trial, keys).ConfigureAwait(false);
        foreach (var key in keys)
        {
            await ExpectTokenAsync(trial.First, key, $"{key}").ConfigureAwait(false);
            var read = await ReadAsync(trial.First, key).ConfigureAwait(false);
            await PutAsync(trial.First, key, "newer", read.Version).ConfigureAwait(false);
        }
        foreach (var key in keys)
            await DeleteAsync(trial, key, "newer").ConfigureAwait(false);
        await PutAllAsync(trial, keys).ConfigureAwait(false);
        // In the other order: only a key that is deleted later shows what a delete took with it.
        foreach (var key in Enumerable.Reverse(keys))
            await DeleteAsync(trial, key, $"{key}").ConfigureAwait(false);
    }

    private static async Task DeleteAsync(TokenStoreTrial trial, TokenKey key, string token)
    {
        await ExpectTokenAsync(trial.First, key, token).ConfigureAwait(false);
        await trial.First.DeleteAsync(key).ConfigureAwait(false);
        await ExpectTokenAsync(trial.First, key, null).ConfigureAwait(false);
    }

    private static async Task LeaseBesideAsync(TokenStoreTrial trial, TokenKey[] keys)
    {
        var leases = new List<IAsyncDisposable>();
        foreach (var key in keys)
            leases.Add(await trial.First.LeaseAsync(key, LongLifetime).ConfigureAwait(false));
        foreach (var lease in leases)
            await lease.DisposeAsync().ConfigureAwait(false);
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
