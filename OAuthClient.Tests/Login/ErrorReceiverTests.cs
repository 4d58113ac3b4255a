using OAuthClient.Testing;

namespace OAuthClient.Tests.Login;

/// <summary>Receivers of oauth_error that use the dance themselves, and meet a further error.</summary>
public class ErrorReceiverTests
{
    private static readonly OAuthCallback Forged = OAuthCallback.FromUrl("?state=forged&oauth_token=forged");

    private static Func<OAuthDanceOptions, OAuthDanceOptions> RequiringAntiForgery =>
        options => options with { RequireAntiForgery = true };

    [Test]
    public async Task A_login_that_a_receiver_begins_in_vain_is_an_outcome_without_another_signal(
        [Values] Protocol protocol, [Values] bool isAsynchronous)
    {
        var setup = new DanceSetup(protocol, RequiringAntiForgery);
        OAuthLogin? inner = null;
        setup.Signals.Error.Connect(async (dance, _) =>
        {
            if (isAsynchronous)
                await Task.Yield();
            inner = await dance.BeginAsync("42");
        });
        var outcome = await setup.Dance.FinishAsync(Forged, default);
        Assert.That(outcome.Kind, Is.EqualTo(OAuthOutcomeKind.Refused));
        Assert.That(setup.SentSignals, Has.Count.EqualTo(1), "oauth_error was sent once");
        Assert.That(inner!.Error?.Code, Is.EqualTo(OAuthErrorCode.LoginCsrf));
        Assert.That(inner.Explanation, Does.Contain("oauth_error was not sent"));
        Assert.That(outcome.Explanation, Does.Not.Contain("oauth_error was not sent"));
    }

    [Test]
    public async Task A_receiver_that_finishes_or_grants_in_vain_ends([Values("finish", "grant")] string action)
    {
        var setup = new DanceSetup(action == "grant" ? Protocol.OAuth1 : Protocol.OAuth2, oauth1: provider => provider with
        {
            Allow = provider.Allow | Insecure.PasswordLogin,
        });
        setup.Provider.Misbehave = Misbehavior.HtmlWith500;
        setup.Signals.Error.Connect(async (dance, _) =>
        {
            if (action == "finish")
                await dance.FinishAsync(Forged, default);
            else
                await dance.GrantAsync(new OAuthClient.OAuth1.XAuthGrant("anna", "password"), "42");
        });
        await setup.Dance.FinishAsync(Forged, default);
        Assert.That(setup.SentSignals.Where(signal => signal.StartsWith("error", StringComparison.Ordinal)), Has.One.Items);
    }

    // The refresh belongs to all callers that wait for it, and not to the receiver.
    [TestCase(Misbehavior.HtmlWith500)]
    [TestCase(Misbehavior.DeadInOwnWords)]
    public async Task A_refresh_that_fails_inside_of_a_receiver_is_told_once(Misbehavior misbehavior)
    {
        var setup = new DanceSetup();
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromHours(1));
        setup.Provider.Misbehave = misbehavior;
        setup.Signals.Error.Connect(async (dance, _) =>
        {
            await dance.Session("42").RefreshAsync().AsTask().ContinueWith(_ => { }, TaskScheduler.Default);
        });
        await setup.Dance.FinishAsync(Forged, default);
        Assert.That(setup.Errors.Select(error => error.Code).ToArray(), Is.Unique.And.Length.EqualTo(2));
    }

    [Test]
    public async Task Two_dances_whose_receivers_call_each_other_end()
    {
        var one = new DanceSetup(options: RequiringAntiForgery);
        var other = new DanceSetup(options: RequiringAntiForgery);
        one.Signals.Error.Connect(async (_, _) => { await other.Dance.BeginAsync("42"); });
        other.Signals.Error.Connect(async (_, _) => { await one.Dance.BeginAsync("42"); });
        await one.Dance.BeginAsync("42");
        Assert.That((one.SentSignals.Count, other.SentSignals.Count), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task A_receiver_that_makes_a_new_dance_each_time_ends()
    {
        var setup = new DanceSetup(options: RequiringAntiForgery);
        setup.Signals.Error.Connect(async (_, _) =>
        {
            await new OAuthDance(setup.Dance.Provider, DanceSetup.RedirectUri, setup.Options).BeginAsync("42");
        });
        await setup.Dance.BeginAsync("42");
        Assert.That(setup.SentSignals, Has.Count.InRange(2, 10));
    }

    [Test]
    public async Task An_error_after_the_receiver_has_ended_is_told_even_in_work_that_the_receiver_began()
    {
        var setup = new DanceSetup(options: RequiringAntiForgery);
        var isOver = new TaskCompletionSource();
        Task? later = null;
        setup.Signals.Error.Connect((_, _) =>
        {
            // The signal does not wait for the task.
            later ??= BeginAfterAsync(setup.Dance, isOver.Task);
        });
        await setup.Dance.FinishAsync(Forged, default);
        isOver.SetResult();
        await later!;
        Assert.That(setup.SentSignals, Has.Count.EqualTo(2));
    }

    private static async Task BeginAfterAsync(OAuthDance dance, Task isOver)
    {
        await isOver;
        await dance.BeginAsync("42");
    }
}
