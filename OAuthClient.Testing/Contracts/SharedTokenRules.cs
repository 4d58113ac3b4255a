using static OAuthClient.Testing.Contracts.TokenStoreTrial;

namespace OAuthClient.Testing.Contracts;

/// <summary>All stores of one place have the same tokens at the same time.</summary>
internal static class SharedTokenRules
{
    private const int UserCount = 50;
    private const int CallerCount = 10;

    public static StoreRule<TokenStoreSubject>[] All =>
    [
        Rule("A read returns what another store has just written or deleted", ReadAfterWriteAsync),
        Rule("Tokens of many users are never mixed up", ManyUsersAsync),
    ];

    private static async Task ReadAfterWriteAsync(TokenStoreTrial trial)
    {
        await ExpectTokenAsync(trial.Second, trial.Key, null).ConfigureAwait(false);
        await trial.PutAsync("a").ConfigureAwait(false);
        await ExpectTokenAsync(trial.Second, trial.Key, "a").ConfigureAwait(false);
        var read = await ReadAsync(trial.Second, trial.Key).ConfigureAwait(false);
        await trial.PutAsync("b", read.Version).ConfigureAwait(false);
        await ExpectTokenAsync(trial.Second, trial.Key, "b").ConfigureAwait(false);
        await trial.First.DeleteAsync(trial.Key).ConfigureAwait(false);
        await ExpectTokenAsync(trial.Second, trial.Key, null).ConfigureAwait(false);
    }

    private static async Task ManyUsersAsync(TokenStoreTrial trial)
    {
        var foreign = await StoreSubject.RunConcurrentlyAsync(CallerCount, async number =>
        {
            var random = new Random(number);
            var count = 0;
            for (var operation = 0; operation < trial.OperationCount / CallerCount; operation++)
                count += await ReadsTokenOfAnotherUserAsync(trial, random).ConfigureAwait(false) ? 1 : 0;
            return count;
        }).ConfigureAwait(false);
        Expect.Equal("the number of reads that return a token of another user", 0, foreign.Sum());
    }

    private static async Task<bool> ReadsTokenOfAnotherUserAsync(TokenStoreTrial trial, Random random)
    {
        var store = trial.StoreOf(random.Next(2));
        var key = trial.Key with { User = $"user {random.Next(UserCount)}" };
        var read = await store.GetAsync(key).ConfigureAwait(false);
        if (random.Next(5) == 0)
        {
            await store.DeleteAsync(key, random.Next(2) == 0 ? read?.Version : null).ConfigureAwait(false);
        }
        else
        {
            var token = Token(key.User.Id) with { RefreshToken = $"{random.Next()}" };
            await store.PutAsync(key, token, read?.Version).ConfigureAwait(false);
        }
        var later = read ?? await store.GetAsync(key).ConfigureAwait(false);
        return later is not null && later.Token.AccessToken.Reveal() != key.User.Id;
    }
}
