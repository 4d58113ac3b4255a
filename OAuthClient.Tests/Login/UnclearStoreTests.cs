namespace OAuthClient.Tests.Login;

/// <summary>Stores that do what they are asked for and then throw: the answer of the database was lost.</summary>
public class UnclearStoreTests
{
    private static readonly IOException Lost = new("the answer was lost");

    // Creates a setup whose stores complete the call and then throw, once.
    private static DanceSetup CreateSetup(Protocol protocol, string lost)
    {
        var isLost = false;
        Task After(string call)
        {
            if (call != lost || isLost)
                return Task.CompletedTask;
            isLost = true;
            throw Lost;
        }
        return new(protocol, options => options with
        {
            Tokens = new InterceptedTokenStore(options.Tokens!, after: After),
            PendingDances = new InterceptedPendingDanceStore(options.PendingDances!, after: After),
        });
    }

    [Test]
    public async Task A_token_that_was_stored_although_the_store_threw_is_a_login([Values] Protocol protocol)
    {
        var setup = CreateSetup(protocol, lost: "Put");
        var outcome = await setup.LoginAsync("42");
        Assert.That((outcome.Kind, setup.Tokens.Count), Is.EqualTo((OAuthOutcomeKind.Stored, 1)));
        Assert.That(setup.SentSignals, Is.EqualTo(new[] { "before_login", "authorized" }));
    }

    [Test]
    public async Task A_dance_that_was_taken_although_the_store_threw_has_one_outcome_for_repeated_callbacks(
        [Values] Protocol protocol)
    {
        var setup = CreateSetup(protocol, lost: "Take");
        var callback = await setup.GetCallbackUrlAsync("42");
        var first = await setup.Dance.FinishAsync(callback, setup.Browser.Cookie);
        var second = setup.Dance.FinishAsync(callback, setup.Browser.Cookie).AsTask();
        Assert.That(second.IsCompleted, "the second callback waits for nothing");
        Assert.That(
            (first.Error?.Code, (await second).Error?.Code, setup.TokenRequestCount),
            Is.EqualTo((OAuthErrorCode.StoreFailed, OAuthErrorCode.StoreFailed, 0)));
        Assert.That(setup.SentSignals, Is.EqualTo(new[] { "before_login", "error store_failed" }));
    }

    [Test]
    public async Task An_outcome_that_could_not_be_kept_at_once_is_kept_soon()
    {
        var isDown = true;
        var setup = new DanceSetup(options: options => options with
        {
            PendingDances = new InterceptedPendingDanceStore(
                options.PendingDances!,
                call => call == "Finish" && isDown ? throw Lost : Task.CompletedTask),
        });
        var callback = await setup.GetCallbackUrlAsync("42");
        Assert.That((await setup.Dance.FinishAsync(callback, setup.Browser.Cookie)).IsStored, Is.True);
        isDown = false;
        var repeated = setup.Dance.FinishAsync(callback, setup.Browser.Cookie).AsTask();
        setup.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That((await repeated.WaitAsync(TimeSpan.FromSeconds(30))).IsStored, Is.True);
    }
}
