using OAuthClient.Redis;
using OAuthClient.Tests.Contracts;
using OAuthClient.Tests.Peers;

namespace OAuthClient.Tests.Storage;

[TestFixture(RedisKind.Alone)]
[TestFixture(RedisKind.Cluster)]
public class RedisTokenStoreTests(RedisKind kind) : TokenStoreContract
{
    private static readonly TokenKey Key = new("github", "client", "42", TokenKey.DefaultAccount);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);
    private readonly string _prefix = $"test-{Guid.CreateVersion7()}";

    protected override int Operations => 2_000;

    protected override ITokenStore Make() => new RedisTokenStore(RedisPeer.Database(kind), Keys.Seal(1), _prefix);

    protected override ITokenStore Beside(ITokenStore store) => new RedisTokenStore(RedisPeer.Database(kind, machine: 1), Keys.Seal(1), _prefix);

    [Test]
    public async Task A_lease_that_its_holder_never_gives_back_lapses()
    {
        var store = Make();
        await store.LeaseAsync(Key, Soon);
        await using var next = await Beside(store).LeaseAsync(Key, Late);
        Assert.That(next, Is.Not.Null);
    }

    [Test]
    public async Task A_lease_that_is_given_back_after_it_lapsed_is_taken_from_nobody()
    {
        var store = Make();
        var lapsed = await store.LeaseAsync(Key, Soon);
        await using var next = await Beside(store).LeaseAsync(Key, Late);
        await lapsed.DisposeAsync();
        Assert.That(await LeasesAsync(), Is.EqualTo(1));
        await next.DisposeAsync();
        Assert.That(await LeasesAsync(), Is.Zero);
    }

    [Test]
    public async Task Whoever_gives_up_while_the_server_gives_the_lease_leaves_none_behind()
    {
        var store = Make();
        foreach (var _ in Enumerable.Range(0, 100))
        {
            using var impatient = new CancellationTokenSource();
            var lease = store.LeaseAsync(Key, Late, impatient.Token).AsTask();
            await impatient.CancelAsync();
            try
            {
                await (await lease).DisposeAsync();
            }
            catch (OperationCanceledException) { }
        }
        await using var next = await Beside(store).LeaseAsync(Key, Late);
        Assert.That(next, Is.Not.Null);
    }

    [Test]
    public void A_lease_that_would_lapse_at_once_is_refused() =>
        Assert.That(async () => await Make().LeaseAsync(Key, TimeSpan.Zero), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [TestCase("token", "{\"v\":1,")]
    [TestCase("version", "")]
    public async Task A_damaged_record_is_no_empty_place(string field, string value)
    {
        var store = Make();
        await store.PutAsync(Key, new() { AccessToken = "a" }, null);
        await RedisPeer.Database(kind).HashSetAsync($"{_prefix}:token:{{github/client/42/default}}", field, value);
        Assert.That(async () => await store.GetAsync(Key), Throws.InstanceOf<DamagedRecordException>());
        Assert.That(await store.PutAsync(Key, new() { AccessToken = "b" }, null), Is.False);
    }

    [Test]
    public async Task Another_prefix_sees_nothing()
    {
        await Make().PutAsync(Key, new() { AccessToken = "a" }, null);
        Assert.That(await new RedisTokenStore(RedisPeer.Database(kind), Keys.Seal(1), _prefix + "-other").GetAsync(Key), Is.Null);
    }

    [TestCase("")]
    [TestCase("{app}")]
    public void A_prefix_that_would_break_hash_tags_is_refused(string prefix) =>
        Assert.That(() => new RedisTokenStore(RedisPeer.Database(kind), Keys.Seal(1), prefix), Throws.ArgumentException.With.Property("ParamName").EqualTo("prefix"));

    private async Task<int> LeasesAsync()
    {
        var count = 0;
        await foreach (var _ in (await RedisPeer.GetAsync(kind)).Machines[0].GetServers()[0].KeysAsync(pattern: $"{_prefix}:lease:*"))
            count++;
        return count;
    }
}
