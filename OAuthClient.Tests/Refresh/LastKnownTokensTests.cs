using OAuthClient.Refresh;

namespace OAuthClient.Tests.Refresh;

/// <summary>The tokens that the store returned last are used while the store fails, within bounds.</summary>
public class LastKnownTokensTests
{
    private static readonly TokenKey Key = KeyOf(0);

    [Test]
    public async Task A_read_that_began_before_a_sign_out_and_ends_after_it_is_not_remembered(
        [Values] bool isSameObject)
    {
        var store = new ControlledStore();
        var known = new LastKnownTokens(store);
        var token = CreateToken(10);
        if (isSameObject)
            await ReadAsync(known, store, Key, token);
        var reading = known.ReadAsync(Key, default);
        known.Forget(Key);
        store.Answer(token);
        Assert.That(await reading, Is.SameAs(token), "the caller began before the sign-out");
        store.Fail(known.ReadAsync(Key, default), out var later);
        Assert.That(async () => await later, Throws.TypeOf<IOException>());
    }

    [Test]
    public async Task A_read_after_a_sign_out_is_remembered()
    {
        var store = new ControlledStore();
        var known = new LastKnownTokens(store);
        known.Forget(Key);
        await ReadAsync(known, store, Key, CreateToken(10));
        Assert.That(await ReadWhileDownAsync(known, store, Key), Is.Not.Null);
    }

    [Test]
    public async Task Large_tokens_are_forgotten_before_they_fill_the_memory()
    {
        var store = new ControlledStore();
        var known = new LastKnownTokens(store);
        for (var user = 0; user < 200; user++)
            await ReadAsync(known, store, KeyOf(user), CreateToken(100_000));
        var remembered = 0;
        for (var user = 0; user < 200; user++)
            remembered += await ReadWhileDownAsync(known, store, KeyOf(user)) is null ? 0 : 1;
        Assert.That(remembered, Is.InRange(30, 84), "16 MiB hold at most 83 tokens of 200,000 bytes");
        Assert.That(await ReadWhileDownAsync(known, store, KeyOf(199)), Is.Not.Null, "the last one is remembered");
    }

    [Test]
    public async Task A_huge_token_is_used_but_not_remembered()
    {
        var store = new ControlledStore();
        var known = new LastKnownTokens(store);
        await ReadAsync(known, store, KeyOf(1), CreateToken(10));
        Assert.That(await ReadAsync(known, store, Key, CreateToken(1_000_000)), Is.Not.Null);
        Assert.That(await ReadWhileDownAsync(known, store, Key), Is.Null);
        Assert.That(await ReadWhileDownAsync(known, store, KeyOf(1)), Is.Not.Null);
    }

    [Test]
    public async Task Reading_one_user_often_forgets_no_other_user()
    {
        var store = new ControlledStore();
        var known = new LastKnownTokens(store);
        await ReadAsync(known, store, KeyOf(1), CreateToken(10));
        for (var round = 0; round < 1_000; round++)
            await ReadAsync(known, store, Key, CreateToken(100_000 + round));
        Assert.That(await ReadWhileDownAsync(known, store, KeyOf(1)), Is.Not.Null);
    }

    [Test]
    public async Task Thousands_of_usual_tokens_are_remembered()
    {
        var store = new ControlledStore();
        var known = new LastKnownTokens(store);
        for (var user = 0; user < 4_000; user++)
            await ReadAsync(known, store, KeyOf(user), CreateToken(300));
        Assert.That(await ReadWhileDownAsync(known, store, KeyOf(0)), Is.Not.Null);
    }

    private static TokenKey KeyOf(int user) => new("pretend", "client", $"user {user}", TokenKey.DefaultAccount);

    private static OAuthToken CreateToken(int length) => new()
    {
        AccessToken = "a",
        Fields = new Dictionary<string, Secret> { ["id_token"] = new string('x', length) },
    };

    private static async Task<OAuthToken?> ReadAsync(
        LastKnownTokens known, ControlledStore store, TokenKey key, OAuthToken token)
    {
        var reading = known.ReadAsync(key, default);
        store.Answer(token);
        return await reading;
    }

    private static async Task<OAuthToken?> ReadWhileDownAsync(
        LastKnownTokens known, ControlledStore store, TokenKey key)
    {
        store.Fail(known.ReadAsync(key, default), out var reading);
        try
        {
            return await reading;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>A token store whose reads end when the test says so.</summary>
    private sealed class ControlledStore : ITokenStore
    {
        private TaskCompletionSource<StoredToken?>? _reading;

        public void Answer(OAuthToken token) => _reading!.SetResult(new(token, 1));

        public void Fail(ValueTask<OAuthToken?> reading, out Task<OAuthToken?> failing)
        {
            failing = reading.AsTask();
            _reading!.SetException(new IOException("the store is away"));
        }

        public ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default)
        {
            _reading = new();
            return new(_reading.Task);
        }

        public ValueTask<bool> PutAsync(
            TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public ValueTask DeleteAsync(
            TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public ValueTask<IAsyncDisposable> LeaseAsync(
            TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }
}
