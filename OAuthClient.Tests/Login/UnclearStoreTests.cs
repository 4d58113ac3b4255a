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

    [Test]
    public async Task A_dance_that_is_taken_after_the_wait_was_given_up_answers_its_callback_at_once()
    {
        var come = new TaskCompletionSource();
        var isLate = true;
        var setup = new DanceSetup(options: options => options with
        {
            PendingDances = new InterceptedPendingDanceStore(
                options.PendingDances!, call => call == "Take" && isLate ? come.Task : Task.CompletedTask),
        });
        var callback = await setup.GetCallbackUrlAsync("42");
        await Hangs.CompleteAsync(setup, setup.Dance.FinishAsync(callback, setup.Browser.Cookie).AsTask());
        isLate = false;
        come.SetResult();
        var repeated = await setup.Dance.FinishAsync(callback, setup.Browser.Cookie).AsTask()
            .WaitAsync(TimeSpan.FromSeconds(30));
        Assert.That(
            (repeated.Error?.Code, setup.TokenRequestCount), Is.EqualTo((OAuthErrorCode.StoreFailed, 0)));
    }

    [Test]
    public async Task The_failure_of_a_dance_that_was_not_taken_is_not_the_outcome_of_the_login_that_follows()
    {
        var isDown = true;
        var setup = new DanceSetup(options: options => options with
        {
            PendingDances = new InterceptedPendingDanceStore(
                options.PendingDances!,
                call => call is "Take" or "Finish" && isDown ? throw Lost : Task.CompletedTask),
        });
        var token = new TaskCompletionSource();
        setup.Signals.Authorized.Connect(async (_, _) =>
        {
            await token.Task;
            return OAuthAnswer.NoOpinion;
        });
        var callback = await setup.GetCallbackUrlAsync("42");
        await setup.Dance.FinishAsync(callback, setup.Browser.Cookie);
        isDown = false;
        var second = setup.Dance.FinishAsync(callback, setup.Browser.Cookie).AsTask();
        setup.Time.Advance(TimeSpan.FromSeconds(5));
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        token.SetResult();
        Assert.That((await second).IsStored, Is.True);
        Assert.That((await setup.Dance.FinishAsync(callback, setup.Browser.Cookie)).IsStored, Is.True, "repeated");
    }

    [Test]
    public async Task A_sign_out_that_was_given_up_does_not_delete_the_token_of_the_next_login()
    {
        var come = new TaskCompletionSource();
        var isLate = true;
        var deleted = new TaskCompletionSource();
        Task After(string call)
        {
            if (call == "Delete")
                deleted.TrySetResult();
            return Task.CompletedTask;
        }
        var setup = new DanceSetup(options: options => options with
        {
            Tokens = new InterceptedTokenStore(
                options.Tokens!, call => call == "Delete" && isLate ? come.Task : Task.CompletedTask, After),
        });
        await setup.LoginAsync("42");
        await Assert.CatchAsync<TimeoutException>(
            () => Hangs.CompleteAsync(setup, setup.Dance.Session("42").SignOutAsync().AsTask()));
        isLate = false;
        await setup.LoginAsync("42");
        come.SetResult();
        await deleted.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.That(setup.Tokens.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task A_token_that_is_written_after_its_user_has_signed_out_is_deleted_again()
    {
        var come = new TaskCompletionSource();
        var written = new TaskCompletionSource();
        Task After(string call)
        {
            if (call == "Delete")
                written.TrySetResult();
            return Task.CompletedTask;
        }
        var setup = new DanceSetup(options: options => options with
        {
            Tokens = new InterceptedTokenStore(
                options.Tokens!, call => call == "Put" ? come.Task : Task.CompletedTask, After),
        });
        var callback = await setup.GetCallbackUrlAsync("42");
        var outcome = await Hangs.CompleteAsync(
            setup, setup.Dance.FinishAsync(callback, setup.Browser.Cookie).AsTask());
        Assert.That(outcome.Error?.Code, Is.EqualTo(OAuthErrorCode.StoreFailed));
        await setup.Dance.Session("42").SignOutAsync();
        written = new();
        come.SetResult();
        await written.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.That(setup.Tokens.Count, Is.Zero);
    }
}
