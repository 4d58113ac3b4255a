using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using OAuthClient.EntityFrameworkCore;
using OAuthClient.Tests.Contracts;

namespace OAuthClient.Tests.Storage;

[TestFixture(DatabaseKind.Sqlite)]
[TestFixture(DatabaseKind.Postgres)]
public sealed class EntityTokenStoreTests(DatabaseKind kind) : TokenStoreContract, IDisposable
{
    private static readonly TokenKey Key = new("github", "client", "42", TokenKey.DefaultAccount);
    private static readonly TimeSpan Lapse = TimeSpan.FromMinutes(5);

    private readonly Lazy<StoreDatabase> _database = new(() => StoreDatabase.WithTables(kind));
    private readonly FakeTimeProvider _time = new();

    protected override int Operations => 1_000;

    protected override ITokenStore Make() => new EntityTokenStore(_database.Value.Open, Keys.Seal(1));

    protected override ITokenStore Beside(ITokenStore store) => Make();

    public void Dispose()
    {
        if (_database.IsValueCreated)
            _database.Value.Dispose();
    }

    [Test]
    public async Task A_lease_lapses_some_seconds_after_its_time_when_nobody_gives_it_back()
    {
        var begun = _time.GetUtcNow();
        await Timed().LeaseAsync(Key, Lapse);
        await using var next = await WithoutWaitingAsync(Timed().LeaseAsync(Key, Lapse));
        Assert.That(_time.GetUtcNow() - begun, Is.GreaterThanOrEqualTo(Lapse + TimeSpan.FromSeconds(5)), "the clocks of two machines may differ");
    }

    [Test]
    public async Task Whoever_outlives_the_own_lease_gives_back_nothing_of_the_next()
    {
        var first = await Timed().LeaseAsync(Key, Lapse);
        await using var second = await WithoutWaitingAsync(Timed().LeaseAsync(Key, Lapse));
        await first.DisposeAsync();
        using var impatient = new CancellationTokenSource();
        var third = Timed().LeaseAsync(Key, Lapse, impatient.Token).AsTask();
        await Timed().GetAsync(Key);
        Assert.That(third.IsCompleted, Is.False);
        await impatient.CancelAsync();
        Assert.That(async () => await third, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task With_a_token_its_lease_is_forgotten_unless_somebody_holds_it([Values] bool isHeld)
    {
        var store = Make();
        var lease = await store.LeaseAsync(Key, Lapse);
        if (!isHeld)
            await lease.DisposeAsync();
        await store.DeleteAsync(Key);
        await using var context = _database.Value.Open();
        Assert.That(await context.Set<LeaseRow>().CountAsync(), Is.EqualTo(isHeld ? 1 : 0));
    }

    [Test]
    public void A_key_that_is_too_long_is_refused_in_words() => Assert.That(
        async () => await Make().PutAsync(Key with { User = new string('4', 251) }, new() { AccessToken = "a" }, null),
        Throws.ArgumentException.With.Message.Contain("The User of the key has 251 characters; a database keeps 250."));

    [Test]
    public async Task The_longest_key_is_kept_whatever_its_characters()
    {
        var key = new TokenKey(new('\u20ac', 100), new('\u20ac', 250), new string('\u20ac', 250), new('\u20ac', 150));
        await Make().PutAsync(key, new() { AccessToken = "a" }, null);
        Assert.That(await Make().GetAsync(key), Is.Not.Null);
    }

    [Test]
    public async Task A_damaged_row_is_not_taken_for_an_empty_place()
    {
        await Make().PutAsync(Key, new() { AccessToken = "a" }, null);
        await using (var context = _database.Value.Open())
            await context.Set<TokenRow>().ExecuteUpdateAsync(row => row.SetProperty(old => old.Token, "{"u8.ToArray()));
        Assert.That(async () => await Make().GetAsync(Key), Throws.InstanceOf<DamagedRecordException>());
    }

    [Test]
    public void A_database_without_tables_is_an_error_and_not_an_empty_one()
    {
        using var empty = StoreDatabase.MakeAsync(kind).GetAwaiter().GetResult();
        var store = new EntityTokenStore(empty.Open, Keys.Seal(1));
        Assert.That(async () => await store.GetAsync(Key), Throws.Exception);
        Assert.That(async () => await store.PutAsync(Key, new() { AccessToken = "a" }, null), Throws.Exception);
        Assert.That(async () => await store.LeaseAsync(Key, Lapse), Throws.Exception);
    }

    private EntityTokenStore Timed() => new(_database.Value.Open, Keys.Seal(1), _time);

    // Turns the clock until it is done.
    private async Task<T> WithoutWaitingAsync<T>(ValueTask<T> work)
    {
        var task = work.AsTask();
        while (!task.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System));
        }
        return await task;
    }
}
