namespace OAuthClient.Testing.Contracts;

/// <summary>One check of a store of pending dances: two stores on one place, and ids that no other check has.</summary>
internal sealed class PendingDanceTrial
{
    private readonly PendingDanceStoreSubject _subject;

    private PendingDanceTrial(PendingDanceStoreSubject subject)
    {
        _subject = subject;
        First = subject.Open(Clock);
        Second = subject.Open(Clock);
    }

    public static OAuthOutcome Outcome { get; } = new(OAuthOutcomeKind.Stored, OAuthResponse.Redirect("/home"));

    /// <summary>The length of the digests of callbacks and browser keys: SHA-256 in base64url.</summary>
    public const int DigestLength = 43;

    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(15);

    public ContractClock Clock { get; } = new();

    public IPendingDanceStore First { get; }

    public IPendingDanceStore Second { get; }

    public string Id { get; } = $"dance-{Guid.CreateVersion7():n}";

    public static StoreRule<PendingDanceStoreSubject> Rule(string name, Func<PendingDanceTrial, Task> check) =>
        new(name, subject => check(new(subject)));

    public PendingDance Dance() => Dance(Id, Lifetime);

    public PendingDance Dance(string id, TimeSpan lifetime) => new()
    {
        Id = id,
        Provider = "github",
        ClientId = "client",
        RedirectUri = "https://app.example/callback",
        TokenRequestSecret = "verifier of " + id,
        BrowserKeyDigest = "browser of " + id,
        CreatedAt = Clock.GetUtcNow(),
        ExpiresAt = Clock.GetUtcNow() + lifetime,
    };

    public async Task SaveAsync() => await First.SaveAsync(Dance()).ConfigureAwait(false);

    public async Task TakeAsync(string callbackDigest = "callback")
    {
        var taken = await First.TakeAsync(Id, callbackDigest).ConfigureAwait(false);
        Expect.That(taken, "the caller takes the dance", "it does not");
    }

    public async Task ExpectNotTakenAsync(string id, string callbackDigest = "another")
    {
        var taken = await Second.TakeAsync(id, callbackDigest).ConfigureAwait(false);
        Expect.That(!taken, "the caller does not take the dance", "it does");
    }

    public async Task ExpectFoundAsync(bool isFound)
    {
        var found = await Second.FindAsync(Id).ConfigureAwait(false);
        Expect.Equal("the id of the dance that is found", isFound ? Id : null, found?.Id);
    }

    public async Task ExpectOutcomeAsync(FinishedDance? expected)
    {
        var finished = await Second.WaitForOutcomeAsync(Id).ConfigureAwait(false);
        ExpectSame(expected, finished);
    }

    public static void ExpectSame(FinishedDance? expected, FinishedDance? actual)
    {
        if (expected is not null && actual is not null)
        {
            // A store need not keep the fractions of a second.
            var isSameTime = (expected.TakenAt - actual.TakenAt).Duration() < TimeSpan.FromSeconds(1);
            Expect.That(isSameTime, $"the time of the take: {expected.TakenAt:o}", $"{actual.TakenAt:o}");
            actual = actual with { TakenAt = expected.TakenAt };
        }
        Expect.Same("the finished dance", expected, actual);
    }

    public FinishedDance Finished(OAuthOutcome outcome) => new("callback", Clock.GetUtcNow(), outcome);

    public Task ExpectWaitingAsync(Task caller, string expected) => _subject.ExpectWaitingAsync(caller, expected);
}
