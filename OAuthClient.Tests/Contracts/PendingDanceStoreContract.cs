namespace OAuthClient.Tests.Contracts;

/// <summary>
/// Tests that every implementation of <see cref="IPendingDanceStore"/> must pass. The test class of a pending dance
/// store derives from this class and creates the store.
/// </summary>
public abstract class PendingDanceStoreContract
{
    private static readonly OAuthOutcome Outcome = new(OAuthOutcomeKind.Stored, OAuthResponse.Redirect("/home"));

    protected abstract IPendingDanceStore CreateStore();

    [Test]
    public async Task A_saved_dance_can_be_found_repeatedly()
    {
        var store = CreateStore();
        await store.SaveAsync(CreateDance("state"));
        Assert.That(
            (await store.FindAsync("state"))?.TokenRequestSecret,
            Is.EqualTo(CreateDance("state").TokenRequestSecret));
        Assert.That(await store.FindAsync("state"), Is.Not.Null);
        Assert.That(await store.FindAsync("other"), Is.Null);
    }

    [Test]
    public async Task The_data_of_a_dance_comes_back_to_the_letter()
    {
        Dictionary<string, Secret> data = new()
        {
            ["extension/id_token/nonce"] = "quotes \" \\ \0 é \U0001F511",
            ["host/invitation"] = new string('x', 16 * 1024),
            [""] = "",
        };
        var store = CreateStore();
        await store.SaveAsync(CreateDance("state") with { Data = data });
        Assert.That((await store.FindAsync("state"))!.Data, Is.EquivalentTo(data));
        await store.TakeAsync("state", "callback");
        Assert.That((await store.FindAsync("state"))!.Data, Is.EquivalentTo(data));
    }

    [Test]
    public async Task A_dance_is_taken_once_by_many_concurrent_callers()
    {
        var store = CreateStore();
        await store.SaveAsync(CreateDance("state"));
        var taken = await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(_ => Task.Run(async () => await store.TakeAsync("state", "callback"))));
        Assert.That(taken.Count(succeeded => succeeded), Is.EqualTo(1));
    }

    [Test]
    public async Task An_unknown_dance_cannot_be_taken_and_has_no_outcome()
    {
        var store = CreateStore();
        Assert.That(await store.TakeAsync("state", "callback"), Is.False);
        Assert.That(await store.WaitForOutcomeAsync("state"), Is.Null);
    }

    [Test]
    public async Task A_waiting_caller_gets_the_outcome_when_the_dance_finishes()
    {
        var store = CreateStore();
        await store.SaveAsync(CreateDance("state"));
        await store.TakeAsync("state", "callback");
        var waiting = store.WaitForOutcomeAsync("state").AsTask();
        await store.FinishAsync("state", Outcome);
        var finished = await waiting;
        Assert.That((finished?.CallbackDigest, finished?.Outcome), Is.EqualTo(("callback", Outcome)));
        Assert.That((await store.WaitForOutcomeAsync("state"))?.Outcome, Is.EqualTo(Outcome));
    }

    [Test]
    public async Task Waiting_for_an_outcome_can_be_canceled()
    {
        var store = CreateStore();
        using var source = new CancellationTokenSource();
        await store.SaveAsync(CreateDance("state"));
        await store.TakeAsync("state", "callback");
        var waiting = store.WaitForOutcomeAsync("state", source.Token).AsTask();
        await source.CancelAsync();
        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
    }

    protected internal static PendingDance CreateDance(string id, string browser = "browser") => new()
    {
        Id = id,
        Provider = "github",
        ClientId = "client",
        RedirectUri = DanceSetup.RedirectUri,
        TokenRequestSecret = "verifier of " + id,
        BrowserKeyDigest = browser,
        CreatedAt = DateTimeOffset.UnixEpoch,
        ExpiresAt = DateTimeOffset.UnixEpoch.AddMinutes(15),
    };
}
