namespace OAuthClient.Tests.Contracts;

/// <summary>What every store of pending dances promises. A store's fixture derives from it and makes the store.</summary>
public abstract class PendingDanceStoreContract
{
    private static readonly OAuthOutcome Outcome = new(OAuthOutcomeKind.Stored, OAuthResponse.Redirect("/home"));

    protected abstract IPendingDanceStore Make();

    [Test]
    public async Task What_was_saved_is_found_as_often_as_one_looks()
    {
        var store = Make();
        await store.SaveAsync(Dance("state"));
        Assert.That((await store.FindAsync("state"))?.Proof, Is.EqualTo(Dance("state").Proof));
        Assert.That(await store.FindAsync("state"), Is.Not.Null);
        Assert.That(await store.FindAsync("other"), Is.Null);
    }

    [Test]
    public async Task A_dance_is_taken_once_however_many_try_at_once()
    {
        var store = Make();
        await store.SaveAsync(Dance("state"));
        var taken = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await store.TakeAsync("state", "callback"))));
        Assert.That(taken.Count(succeeded => succeeded), Is.EqualTo(1));
    }

    [Test]
    public async Task An_unknown_dance_is_taken_by_nobody_and_has_no_outcome()
    {
        var store = Make();
        Assert.That(await store.TakeAsync("state", "callback"), Is.False);
        Assert.That(await store.OutcomeAsync("state"), Is.Null);
    }

    [Test]
    public async Task Whoever_waits_for_the_outcome_gets_it_when_it_is_there()
    {
        var store = Make();
        await store.SaveAsync(Dance("state"));
        await store.TakeAsync("state", "callback");
        var waiting = store.OutcomeAsync("state").AsTask();
        await store.FinishAsync("state", Outcome);
        var finished = await waiting;
        Assert.That((finished?.Callback, finished?.Outcome), Is.EqualTo(("callback", Outcome)));
        Assert.That((await store.OutcomeAsync("state"))?.Outcome, Is.EqualTo(Outcome));
    }

    [Test]
    public async Task Waiting_for_an_outcome_can_be_cancelled()
    {
        var store = Make();
        using var source = new CancellationTokenSource();
        await store.SaveAsync(Dance("state"));
        await store.TakeAsync("state", "callback");
        var waiting = store.OutcomeAsync("state", source.Token).AsTask();
        await source.CancelAsync();
        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
    }

    internal static PendingDance Dance(string handle, string browser = "browser") => new()
    {
        Handle = handle,
        Provider = "github",
        ClientId = "client",
        RedirectUri = Stage.Callback,
        Proof = "verifier of " + handle,
        Browser = browser,
        CreatedAt = DateTimeOffset.UnixEpoch,
        ExpiresAt = DateTimeOffset.UnixEpoch.AddMinutes(15),
    };
}
