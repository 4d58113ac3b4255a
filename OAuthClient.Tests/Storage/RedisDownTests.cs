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
        var (port, folder) = (RedisPeer.FreePort(), Directory.CreateTempSubdirectory("redis-"));
        var server = await Peers.Peers.OrSkipAsync(new Lazy<Task<PeerProcess>>(() => BeginAsync(port, folder)));
        await using var redis = await ConnectAsync(server.Address);
        var (tokens, dances) = (new RedisTokenStore(redis.GetDatabase()), new RedisPendingDanceStore(redis.GetDatabase()));
        await tokens.PutAsync(Key, Token, null);
        var before = (await tokens.GetAsync(Key))!;
        var lease = await tokens.LeaseAsync(Key, TimeSpan.FromMinutes(5));
        await dances.SaveAsync(PendingDanceStoreContract.Dance("taken"));
        await dances.SaveAsync(PendingDanceStoreContract.Dance("waiting"));
        await dances.TakeAsync("taken", "callback");
        var outcome = dances.OutcomeAsync("taken").AsTask();

        await server.DisposeAsync();
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

        await using var again = await BeginAsync(port, folder);
        await UntilConnectedAsync(redis);
        Assert.That((await tokens.GetAsync(Key))?.Version, Is.EqualTo(before.Version));
        Assert.That(await tokens.PutAsync(Key, Token with { AccessToken = "c" }, before.Version), Is.True);
        Assert.That((await dances.TakeAsync("taken", "another"), await dances.TakeAsync("waiting", "callback"), await dances.FindAsync("new")), Is.EqualTo((false, true, (PendingDance?)null)));
        await dances.FinishAsync("taken", Outcome);
        Assert.That(await dances.OutcomeAsync("taken"), Has.Property("Callback").EqualTo("callback").And.Property("Outcome").EqualTo(Outcome));
        folder.Delete(recursive: true);
    }

    private static Task<PeerProcess> BeginAsync(int port, DirectoryInfo folder) => RedisPeer.BeginAsync(port, folder.FullName, "--appendonly", "yes", "--appendfsync", "always");

    // Tells at once that the server is away, so that the test need not wait until commands have waited long enough.
    private static Task<ConnectionMultiplexer> ConnectAsync(string address)
    {
        var options = ConfigurationOptions.Parse(address);
        (options.BacklogPolicy, options.AbortOnConnectFail) = (BacklogPolicy.FailFast, false);
        (options.ReconnectRetryPolicy, options.HeartbeatInterval) = (new LinearRetry(50), TimeSpan.FromMilliseconds(100));
        return ConnectionMultiplexer.ConnectAsync(options);
    }

    private static async Task UntilConnectedAsync(ConnectionMultiplexer redis)
    {
        while (!redis.IsConnected)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
    }
}
