using static OAuthClient.Testing.Contracts.RegistrationStoreTrial;

namespace OAuthClient.Testing.Contracts;

/// <summary>A write and a delete of a registration reach only the version that they name.</summary>
internal static class RegistrationVersionRules
{
    private const int CallerCount = 20;

    public static StoreRule<RegistrationStoreSubject>[] All =>
    [
        Rule("A stored registration is returned until it is deleted", ReturnAsync),
        Rule("A registration is replaced only in the version that was read", ReplaceAsync),
        Rule("A create does not overwrite a registration", CreateAsync),
        Rule("A replace does not restore a deleted registration", RestoreAsync),
        Rule("Each write gives the registration another version, and none is reused", NewVersionAsync),
        Rule("Deleting an old version leaves the current registration", DeleteOldAsync),
        Rule("One of many concurrent creates of a registration succeeds", trial => OneWriterAsync(trial, null)),
        Rule("One of many concurrent replaces of a registration succeeds", ReplaceConcurrentlyAsync),
    ];

    private static async Task ReturnAsync(RegistrationStoreTrial trial)
    {
        await trial.First.DeleteAsync(trial.Key).ConfigureAwait(false);
        await trial.ExpectAsync(trial.Key, null).ConfigureAwait(false);
        await trial.PutAsync(trial.Key, "a").ConfigureAwait(false);
        await trial.ExpectAsync(trial.Key, "a").ConfigureAwait(false);
        await trial.First.DeleteAsync(trial.Key).ConfigureAwait(false);
        await trial.ExpectAsync(trial.Key, null).ConfigureAwait(false);
    }

    private static async Task ReplaceAsync(RegistrationStoreTrial trial)
    {
        await trial.PutAsync(trial.Key, "a").ConfigureAwait(false);
        var read = await trial.ReadAsync(trial.Key).ConfigureAwait(false);
        await trial.PutAsync(trial.Key, "b", read.Version).ConfigureAwait(false);
        await trial.ExpectRefusalAsync(read.Version).ConfigureAwait(false);
        await trial.ExpectAsync(trial.Key, "b").ConfigureAwait(false);
    }

    private static async Task CreateAsync(RegistrationStoreTrial trial)
    {
        await trial.PutAsync(trial.Key, "a").ConfigureAwait(false);
        await trial.ExpectRefusalAsync(null).ConfigureAwait(false);
        await trial.ExpectAsync(trial.Key, "a").ConfigureAwait(false);
    }

    private static async Task RestoreAsync(RegistrationStoreTrial trial)
    {
        await trial.PutAsync(trial.Key, "a").ConfigureAwait(false);
        var read = await trial.ReadAsync(trial.Key).ConfigureAwait(false);
        await trial.First.DeleteAsync(trial.Key).ConfigureAwait(false);
        await trial.ExpectRefusalAsync(read.Version).ConfigureAwait(false);
        await trial.ExpectAsync(trial.Key, null).ConfigureAwait(false);
    }

    private static async Task NewVersionAsync(RegistrationStoreTrial trial)
    {
        await trial.PutAsync(trial.Key, "a").ConfigureAwait(false);
        var first = await trial.ReadAsync(trial.Key).ConfigureAwait(false);
        await trial.PutAsync(trial.Key, "a", first.Version).ConfigureAwait(false);
        var second = await trial.ReadAsync(trial.Key).ConfigureAwait(false);
        await trial.First.DeleteAsync(trial.Key).ConfigureAwait(false);
        await trial.PutAsync(trial.Key, "a").ConfigureAwait(false);
        var third = await trial.ReadAsync(trial.Key).ConfigureAwait(false);
        long[] versions = [first.Version, second.Version, third.Version];
        Expect.Equal("the number of versions", 3, versions.Distinct().Count());
    }

    private static async Task DeleteOldAsync(RegistrationStoreTrial trial)
    {
        await trial.PutAsync(trial.Key, "a").ConfigureAwait(false);
        var older = await trial.ReadAsync(trial.Key).ConfigureAwait(false);
        await trial.PutAsync(trial.Key, "b", older.Version).ConfigureAwait(false);
        await trial.First.DeleteAsync(trial.Key, older.Version).ConfigureAwait(false);
        await trial.ExpectAsync(trial.Key, "b").ConfigureAwait(false);
        var current = await trial.ReadAsync(trial.Key).ConfigureAwait(false);
        await trial.First.DeleteAsync(trial.Key, current.Version).ConfigureAwait(false);
        await trial.ExpectAsync(trial.Key, null).ConfigureAwait(false);
    }

    private static async Task ReplaceConcurrentlyAsync(RegistrationStoreTrial trial)
    {
        await trial.PutAsync(trial.Key, "a").ConfigureAwait(false);
        var read = await trial.ReadAsync(trial.Key).ConfigureAwait(false);
        await OneWriterAsync(trial, read.Version).ConfigureAwait(false);
    }

    private static async Task OneWriterAsync(RegistrationStoreTrial trial, long? version)
    {
        var written = await StoreSubject.RunConcurrentlyAsync(CallerCount, async number =>
            await trial.StoreOf(number).PutAsync(trial.Key, Registration($"{number}"), version).ConfigureAwait(false))
            .ConfigureAwait(false);
        Expect.Equal("the number of writers that succeeded", 1, written.Count(succeeded => succeeded));
        await trial.ExpectAsync(trial.Key, $"{Array.IndexOf(written, true)}").ConfigureAwait(false);
    }
}
