using static OAuthClient.Testing.Contracts.TokenStoreTrial;

namespace OAuthClient.Testing.Contracts;

/// <summary>A write and a delete reach only the version that they name.</summary>
internal static class VersionRules
{
    public static StoreRule<TokenStoreSubject>[] All =>
    [
        Rule("A stored token is returned until it is deleted", ReturnAsync),
        Rule("Deleting an absent token is no error", DeleteAbsentAsync),
        Rule("A token is replaced only in the version that was read", ReplaceAsync),
        Rule("A create does not overwrite a token and a replace does not restore a deleted token", CreateAsync),
        Rule("A refused write leaves the token and its version as they were", RefuseAsync),
        Rule("Each write gives the token another version", NewVersionAsync),
        Rule("A version is never reused", ReuseAsync),
        Rule("Deleting an old version leaves the current version", DeleteOldAsync),
        Rule("Deleting a version of an absent token is no error", DeleteVersionOfAbsentAsync),
        Rule("One of many concurrent replaces of a version succeeds", ReplaceConcurrentlyAsync),
        Rule("One of many concurrent creates succeeds", CreateConcurrentlyAsync),
    ];

    private static async Task ReturnAsync(TokenStoreTrial trial)
    {
        await trial.ExpectTokenAsync(null).ConfigureAwait(false);
        await trial.PutAsync("a").ConfigureAwait(false);
        await trial.ExpectTokenAsync("a").ConfigureAwait(false);
        await trial.First.DeleteAsync(trial.Key).ConfigureAwait(false);
        await trial.ExpectTokenAsync(null).ConfigureAwait(false);
    }

    private static async Task DeleteAbsentAsync(TokenStoreTrial trial)
    {
        await trial.First.DeleteAsync(trial.Key).ConfigureAwait(false);
        await trial.ExpectTokenAsync(null).ConfigureAwait(false);
    }

    private static async Task ReplaceAsync(TokenStoreTrial trial)
    {
        await trial.PutAsync("a").ConfigureAwait(false);
        var read = await trial.ReadAsync().ConfigureAwait(false);
        await trial.PutAsync("b", read.Version).ConfigureAwait(false);
        await trial.ExpectRefusalAsync("older", read.Version).ConfigureAwait(false);
        await trial.ExpectTokenAsync("b").ConfigureAwait(false);
    }

    private static async Task CreateAsync(TokenStoreTrial trial)
    {
        await trial.PutAsync("a").ConfigureAwait(false);
        var read = await trial.ReadAsync().ConfigureAwait(false);
        await trial.ExpectRefusalAsync("b", null).ConfigureAwait(false);
        await trial.First.DeleteAsync(trial.Key).ConfigureAwait(false);
        await trial.ExpectRefusalAsync("b", read.Version).ConfigureAwait(false);
        await trial.ExpectTokenAsync(null).ConfigureAwait(false);
    }

    private static async Task RefuseAsync(TokenStoreTrial trial)
    {
        await trial.PutAsync("a").ConfigureAwait(false);
        var first = await trial.ReadAsync().ConfigureAwait(false);
        await trial.PutAsync("b", first.Version).ConfigureAwait(false);
        var second = await trial.ReadAsync().ConfigureAwait(false);
        await trial.ExpectRefusalAsync("older", first.Version).ConfigureAwait(false);
        await trial.ExpectRefusalAsync("another", null).ConfigureAwait(false);
        var after = await trial.ReadAsync().ConfigureAwait(false);
        Expect.Equal("the version", second.Version, after.Version);
        Expect.Equal("the access token", "b", after.Token.AccessToken.Reveal());
    }

    private static async Task NewVersionAsync(TokenStoreTrial trial)
    {
        await trial.PutAsync("same").ConfigureAwait(false);
        var first = await trial.ReadAsync().ConfigureAwait(false);
        await trial.PutAsync("same", first.Version).ConfigureAwait(false);
        var second = await trial.ReadAsync().ConfigureAwait(false);
        Expect.That(second.Version != first.Version, $"another version than {first.Version}", "the same version");
    }

    private static async Task ReuseAsync(TokenStoreTrial trial)
    {
        await trial.PutAsync("a").ConfigureAwait(false);
        var first = await trial.ReadAsync().ConfigureAwait(false);
        await trial.First.DeleteAsync(trial.Key).ConfigureAwait(false);
        await trial.PutAsync("b").ConfigureAwait(false);
        var second = await trial.ReadAsync().ConfigureAwait(false);
        Expect.That(second.Version != first.Version, $"another version than {first.Version}", "the same version");
    }

    private static async Task DeleteOldAsync(TokenStoreTrial trial)
    {
        await trial.PutAsync("a").ConfigureAwait(false);
        var older = await trial.ReadAsync().ConfigureAwait(false);
        await trial.PutAsync("b", older.Version).ConfigureAwait(false);
        await trial.First.DeleteAsync(trial.Key, older.Version).ConfigureAwait(false);
        await trial.ExpectTokenAsync("b").ConfigureAwait(false);
        var current = await trial.ReadAsync().ConfigureAwait(false);
        await trial.First.DeleteAsync(trial.Key, current.Version).ConfigureAwait(false);
        await trial.ExpectTokenAsync(null).ConfigureAwait(false);
    }

    private static async Task DeleteVersionOfAbsentAsync(TokenStoreTrial trial)
    {
        await trial.First.DeleteAsync(trial.Key, 1).ConfigureAwait(false);
        await trial.ExpectTokenAsync(null).ConfigureAwait(false);
    }

    private static async Task ReplaceConcurrentlyAsync(TokenStoreTrial trial)
    {
        await trial.PutAsync("a").ConfigureAwait(false);
        var read = await trial.ReadAsync().ConfigureAwait(false);
        await ExpectOneWriterAsync(trial, read.Version).ConfigureAwait(false);
    }

    private static Task CreateConcurrentlyAsync(TokenStoreTrial trial) => ExpectOneWriterAsync(trial, null);

    private static async Task ExpectOneWriterAsync(TokenStoreTrial trial, long? version)
    {
        var written = await StoreSubject.RunConcurrentlyAsync(50, async number =>
            await trial.StoreOf(number).PutAsync(trial.Key, Token($"{number}"), version).ConfigureAwait(false))
            .ConfigureAwait(false);
        Expect.Equal("the number of writers that succeeded", 1, written.Count(succeeded => succeeded));
        await trial.ExpectTokenAsync($"{Array.IndexOf(written, true)}").ConfigureAwait(false);
    }
}
