using OAuthClient.Redis;
using OAuthClient.Tests.Contracts;
using OAuthClient.Tests.Peers;
using StackExchange.Redis;

namespace OAuthClient.Tests.Storage;

/// <summary>A Redis that crashes and comes again, with all that it had acknowledged.</summary>
public class RedisDownTests
{
    private static readonly TokenKey Key = new("github", "client", "42", TokenKey.DefaultAccount);
    private static readonly OAuthToken Token = new() { AccessToken = "a" };
    private static readonly OAuthOutcome Outcome = new(OAuthOutcomeKind.Stored, OAuthResponse.Redirect("/home"));

    [Test]
    public async Task While_the_server_is_down_stores_throw_and_afterwards_nothing_is_lost_or_half_done()
    {
        await using var server = await CrashingRedis.BeginAsync();
        var redis = server.Connection;
        var (tokens, dances) = (new RedisTokenStore(redis.GetDatabase(), Insecure.UnsealedTokens), new RedisPendingDanceStore(redis.GetDatabase()));
        await tokens.PutAsync(Key, Token, null);
        var before = (await tokens.GetAsync(Key))!;
        var lease = await tokens.LeaseAsync(Key, TimeSpan.FromMinutes(5));
        await dances.SaveAsync(PendingDanceStoreContract.Dance("taken"));
        await dances.SaveAsync(PendingDanceStoreContract.Dance("waiting"));
        await dances.TakeAsync("taken", "callback");
        var outcome = dances.OutcomeAsync("taken").AsTask();

        await server.CrashAsync();
        Func<Task>[] calls =
        [
            () => outcome,
            async () => await tokens.GetAsync(Key),
            async () => await tokens.PutAsync(Key, Token with { AccessToken = "b" }, before.Version),
            async () => await tokens.DeleteAsync(Key),
            async () => await tokens.LeaseAsync(Key, TimeSpan.FromMinutes(5)),
            async () => await dances.SaveAsync(PendingDanceStoreContract.Dance("new")),
            async () => await dances.FindAsync("waiting"),
            async () => await dances.TakeAsync("waiting", "callback"),
            async () => await dances.FinishAsync("taken", Outcome),
            async () => await dances.OutcomeAsync("taken"),
        ];
        foreach (var call in calls)
            Assert.That(call, Throws.InstanceOf<RedisException>().Or.InstanceOf<TimeoutException>());
        Assert.That(async () => await lease.DisposeAsync(), Throws.Nothing, "the lease lapses by itself");

        await server.StartAsync();
        Assert.That((await tokens.GetAsync(Key))?.Version, Is.EqualTo(before.Version));
        Assert.That(await tokens.PutAsync(Key, Token with { AccessToken = "c" }, before.Version), Is.True);
        Assert.That((await dances.TakeAsync("taken", "another"), await dances.TakeAsync("waiting", "callback"), await dances.FindAsync("new")), Is.EqualTo((false, true, (PendingDance?)null)));
        await dances.FinishAsync("taken", Outcome);
        Assert.That(await dances.OutcomeAsync("taken"), Has.Property("Callback").EqualTo("callback").And.Property("Outcome").EqualTo(Outcome));
    }
}
