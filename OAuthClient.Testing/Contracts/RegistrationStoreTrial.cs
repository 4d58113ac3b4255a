namespace OAuthClient.Testing.Contracts;

/// <summary>One check of a registration store: two stores on one place, and a key that no other check has.</summary>
internal sealed class RegistrationStoreTrial
{
    private readonly RegistrationStoreSubject _subject;

    private RegistrationStoreTrial(RegistrationStoreSubject subject)
    {
        _subject = subject;
        First = subject.Open(Clock);
        Second = subject.Open(Clock);
    }

    /// <summary>A lifetime that no lease of a check reaches in real time.</summary>
    public static TimeSpan LongLifetime { get; } = TimeSpan.FromHours(1);

    public ContractClock Clock { get; } = new();

    public IRegistrationStore First { get; }

    public IRegistrationStore Second { get; }

    public TimeSpan ClockTolerance => _subject.ClockTolerance;

    public string Issuer { get; } = $"https://{Guid.CreateVersion7():n}.example";

    public RegistrationKey Key => CreateKey("default", "https://app.example/callback");

    public static StoreRule<RegistrationStoreSubject> Rule(string name, Func<RegistrationStoreTrial, Task> check) =>
        new(name, subject => check(new(subject)));

    public static ClientRegistration Registration(string clientId) =>
        new() { ClientId = clientId, TokenEndpointAuthMethod = "none" };

    public RegistrationKey CreateKey(string client, params string[] redirectUris) => new(Issuer, client, redirectUris);

    public IRegistrationStore StoreOf(int number) => number % 2 == 0 ? First : Second;

    public async Task PutAsync(RegistrationKey key, string clientId, long? version = null)
    {
        var isWritten = await First.PutAsync(key, Registration(clientId), version).ConfigureAwait(false);
        Expect.That(isWritten, $"the write of {clientId} succeeds", "a refusal");
    }

    public async Task ExpectRefusalAsync(long? version)
    {
        var isWritten = await Second.PutAsync(Key, Registration("refused"), version).ConfigureAwait(false);
        Expect.That(!isWritten, "the write is refused", "it succeeded");
    }

    public async Task<StoredRegistration> ReadAsync(RegistrationKey key) =>
        await Second.GetAsync(key).ConfigureAwait(false)
        ?? throw new BrokenExpectationException("a registration", "none");

    public async Task ExpectAsync(RegistrationKey key, string? clientId)
    {
        foreach (var store in new[] { First, Second })
        {
            var stored = await store.GetAsync(key).ConfigureAwait(false);
            Expect.Equal("the client id", clientId, stored?.Registration.ClientId);
        }
    }

    public async Task<IAsyncDisposable> LeaseAsync(TimeSpan? lifetime = null) =>
        await First.LeaseAsync(Key, lifetime ?? LongLifetime).ConfigureAwait(false);

    /// <summary>Expects that another caller cannot get the lease of the key now.</summary>
    public async Task ExpectHeldAsync(string why)
    {
        using var cancellation = new CancellationTokenSource();
        var waiting = Second.LeaseAsync(Key, LongLifetime, cancellation.Token).AsTask();
        await _subject.ExpectWaitingAsync(waiting, $"the lease stays with its holder, since {why}")
            .ConfigureAwait(false);
        await cancellation.CancelAsync().ConfigureAwait(false);
        await StoreSubject.ExpectCanceledAsync(waiting).ConfigureAwait(false);
    }
}
