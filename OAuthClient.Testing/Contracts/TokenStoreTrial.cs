namespace OAuthClient.Testing.Contracts;

/// <summary>One check of a token store: two stores on one place, and a key that no other check has.</summary>
internal sealed class TokenStoreTrial
{
    private readonly TokenStoreSubject _subject;

    private TokenStoreTrial(TokenStoreSubject subject)
    {
        _subject = subject;
        First = Open(Clock);
        Second = Open(Clock);
    }

    /// <summary>A lifetime that no lease of a check reaches in real time.</summary>
    public static TimeSpan LongLifetime { get; } = TimeSpan.FromHours(1);

    public ContractClock Clock { get; } = new();

    public TokenKey Key { get; } =
        new($"contract-{Guid.CreateVersion7():n}", "client", "42", TokenKey.DefaultAccount);

    public ITokenStore First { get; }

    public ITokenStore Second { get; }

    public TimeSpan ClockTolerance => _subject.ClockTolerance;

    public int OperationCount => _subject.OperationCount;

    public static StoreRule<TokenStoreSubject> Rule(string name, Func<TokenStoreTrial, Task> check) =>
        new(name, subject => check(new(subject)));

    public static OAuthToken Token(string text) => new() { AccessToken = text };

    /// <summary>Opens a store of another machine, which has its own clock.</summary>
    public ITokenStore Open(ContractClock clock) => _subject.Open(clock);

    /// <summary>The one or the other of the two stores, in turn.</summary>
    public ITokenStore StoreOf(int number) => number % 2 == 0 ? First : Second;

    public async Task<StoredToken> ReadAsync() => await ReadAsync(First, Key).ConfigureAwait(false);

    public static async Task<StoredToken> ReadAsync(ITokenStore store, TokenKey key)
    {
        var stored = await store.GetAsync(key).ConfigureAwait(false);
        Expect.That(stored is not null, $"a token of {key}", "nothing");
        return stored;
    }

    public Task PutAsync(string text, long? expectedVersion = null) =>
        PutAsync(First, Key, text, expectedVersion);

    public static async Task PutAsync(ITokenStore store, TokenKey key, string text, long? expectedVersion = null)
    {
        var written = await store.PutAsync(key, Token(text), expectedVersion).ConfigureAwait(false);
        Expect.That(written, $"a write of {key} over version {expectedVersion?.ToString() ?? "none"}", "a refusal");
    }

    public async Task ExpectRefusalAsync(string text, long? expectedVersion)
    {
        var written = await First.PutAsync(Key, Token(text), expectedVersion).ConfigureAwait(false);
        Expect.That(!written, $"a refusal to write over version {expectedVersion?.ToString() ?? "none"}", "a write");
    }

    public Task ExpectTokenAsync(string? text) => ExpectTokenAsync(First, Key, text);

    public static async Task ExpectTokenAsync(ITokenStore store, TokenKey key, string? text)
    {
        var stored = await store.GetAsync(key).ConfigureAwait(false);
        Expect.Equal($"the access token of {key}", text, stored?.Token.AccessToken.Reveal());
    }

    public async Task<IAsyncDisposable> LeaseAsync() =>
        await First.LeaseAsync(Key, LongLifetime).ConfigureAwait(false);

    /// <summary>Expects that another caller cannot get the lease of the key now.</summary>
    public Task ExpectHeldAsync(string why) => ExpectHeldAsync(Second, why);

    public async Task ExpectHeldAsync(ITokenStore store, string why)
    {
        using var cancellation = new CancellationTokenSource();
        var waiting = store.LeaseAsync(Key, LongLifetime, cancellation.Token).AsTask();
        await _subject.ExpectWaitingAsync(waiting, $"the lease stays with its holder, since {why}")
            .ConfigureAwait(false);
        await cancellation.CancelAsync().ConfigureAwait(false);
        await StoreSubject.ExpectCanceledAsync(waiting).ConfigureAwait(false);
    }

    public Task ExpectWaitingAsync(Task caller, string expected) => _subject.ExpectWaitingAsync(caller, expected);

    /// <summary>Whether the store refuses a key, as an argument that it cannot keep.</summary>
    public static async Task<bool> IsRefusedAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}
