using OAuthClient.Redis;
using OAuthClient.Tests.Peers;
using StackExchange.Redis;

namespace OAuthClient.Tests.Storage;

/// <summary>The Redis stores with a server that crashes, and after its restart has all acknowledged writes.</summary>
public class RedisOutageTests
{
    private static readonly TokenKey Key = new("github", "client", "42", TokenKey.DefaultAccount);
    private static readonly OAuthToken Token = new() { AccessToken = "a" };
    private static readonly OAuthOutcome Outcome = new(OAuthOutcomeKind.Stored, OAuthResponse.Redirect("/home"));

    [Test]
    public async Task Stores_throw_while_the_server_is_down_and_nothing_is_lost_after_its_restart()
    {
        await using var server = await CrashingRedis.CreateAsync();
        var redis = server.Connection;
        var tokens = new RedisTokenStore(redis.GetDatabase(), Insecure.UnsealedTokens);
        var dances = new RedisPendingDanceStore(redis.GetDatabase());
        await tokens.PutAsync(Key, Token, null);
        var before = (await tokens.GetAsync(Key))!;
        var lease = await tokens.LeaseAsync(Key, TimeSpan.FromMinutes(5));
        await dances.SaveAsync(StoredDance.Create("taken"));
        await dances.SaveAsync(StoredDance.Create("waiting"));
        await dances.TakeAsync("taken", "callback");
        var outcome = dances.WaitForOutcomeAsync("taken").AsTask();

        await server.CrashAsync();
        Func<Task>[] calls =
        [
            () => outcome,
            async () => await tokens.GetAsync(Key),
            async () => await tokens.PutAsync(Key, Token with { AccessToken = "b" }, before.Version),
            async () => await tokens.DeleteAsync(Key),
            async () => await tokens.LeaseAsync(Key, TimeSpan.FromMinutes(5)),
            async () => await dances.SaveAsync(StoredDance.Create("new")),
            async () => await dances.FindAsync("waiting"),
            async () => await dances.TakeAsync("waiting", "callback"),
            async () => await dances.FinishAsync("taken", Outcome),
            async () => await dances.WaitForOutcomeAsync("taken"),
        ];
        foreach (var call in calls)
            Assert.That(call, Throws.InstanceOf<RedisException>().Or.InstanceOf<TimeoutException>());
        Assert.That(async () => await lease.DisposeAsync(), Throws.Nothing, "the lease expires by itself");

        await server.RestartAsync();
        Assert.That((await tokens.GetAsync(Key))?.Version, Is.EqualTo(before.Version));
        Assert.That(await tokens.PutAsync(Key, Token with { AccessToken = "c" }, before.Version), Is.True);
        Assert.That(await dances.TakeAsync("taken", "another"), Is.False);
        Assert.That(await dances.TakeAsync("waiting", "callback"), Is.True);
        Assert.That(await dances.FindAsync("new"), Is.Null);
        await dances.FinishAsync("taken", Outcome);
        Assert.That(
            await dances.WaitForOutcomeAsync("taken"),
            Has.Property("CallbackDigest").EqualTo("callback").And.Property("Outcome").EqualTo(Outcome));
    }
}
