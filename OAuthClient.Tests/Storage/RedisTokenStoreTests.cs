using OAuthClient.Redis;
using OAuthClient.Tests.Peers;

namespace OAuthClient.Tests.Storage;

[TestFixture(RedisMode.Standalone)]
[TestFixture(RedisMode.Cluster)]
public class RedisTokenStoreTests(RedisMode kind)
{
    private static readonly TokenKey Key = new("github", "client", "42", TokenKey.DefaultAccount);
    private static readonly TimeSpan ShortLifetime = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongLifetime = TimeSpan.FromMinutes(5);
    private readonly string _prefix = $"test-{Guid.CreateVersion7()}";

    [Test]
    public async Task Releasing_an_expired_lease_does_not_release_the_next_lease()
    {
        var store = CreateStore();
        var expired = await store.LeaseAsync(Key, ShortLifetime);
        await using var next = await CreateStore(machine: 1).LeaseAsync(Key, LongLifetime);
        await expired.DisposeAsync();
        Assert.That(await CountLeasesAsync(), Is.EqualTo(1));
        await next.DisposeAsync();
        Assert.That(await CountLeasesAsync(), Is.Zero);
    }

    [Test]
    public async Task A_lease_request_cancelled_while_the_server_grants_it_leaves_no_lease()
    {
        var store = CreateStore();
        foreach (var _ in Enumerable.Range(0, 100))
        {
            using var cancellation = new CancellationTokenSource();
            var lease = store.LeaseAsync(Key, LongLifetime, cancellation.Token).AsTask();
            await cancellation.CancelAsync();
            try
            {
                await (await lease).DisposeAsync();
            }
            catch (OperationCanceledException) { }
        }
        await using var next = await CreateStore(machine: 1).LeaseAsync(Key, LongLifetime);
        Assert.That(next, Is.Not.Null);
    }

    [Test]
    public void A_lease_with_a_lifetime_of_zero_is_refused() =>
        Assert.That(
            async () => await CreateStore().LeaseAsync(Key, TimeSpan.Zero),
            Throws.InstanceOf<ArgumentOutOfRangeException>());

    [TestCase("token", "{\"v\":1,")]
    [TestCase("version", "")]
    public async Task A_damaged_record_is_an_error_and_not_a_missing_token(string field, string value)
    {
        var store = CreateStore();
        await store.PutAsync(Key, new() { AccessToken = "a" }, null);
        await RedisPeer.GetDatabase(kind).HashSetAsync($"{_prefix}:token:{{github/client/42/default}}", field, value);
        Assert.That(async () => await store.GetAsync(Key), Throws.InstanceOf<DamagedRecordException>());
        Assert.That(await store.PutAsync(Key, new() { AccessToken = "b" }, null), Is.False);
    }

    [Test]
    public async Task A_store_with_another_prefix_sees_no_token()
    {
        await CreateStore().PutAsync(Key, new() { AccessToken = "a" }, null);
        Assert.That(
            await new RedisTokenStore(RedisPeer.GetDatabase(kind), SealKeys.CreateSeal(1), _prefix + "-other").GetAsync(Key),
            Is.Null);
    }

    [TestCase("")]
    [TestCase("{app}")]
    public void A_prefix_that_would_break_hash_tags_is_refused(string prefix) =>
        Assert.That(
            () => new RedisTokenStore(RedisPeer.GetDatabase(kind), SealKeys.CreateSeal(1), prefix),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("prefix"));

    private RedisTokenStore CreateStore(int machine = 0) =>
        new(RedisPeer.GetDatabase(kind, machine), SealKeys.CreateSeal(1), _prefix);

    private async Task<int> CountLeasesAsync()
    {
        var count = 0;
        var server = (await RedisPeer.GetAsync(kind)).Machines[0].GetServers()[0];
        await foreach (var _ in server.KeysAsync(pattern: $"{_prefix}:lease:*"))
            count++;
        return count;
    }
}
