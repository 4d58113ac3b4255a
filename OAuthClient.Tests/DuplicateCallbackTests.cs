using Moq;

namespace OAuthClient.Tests;

/// <summary>The same callback more than once, as browsers, proxies and impatient users bring it.</summary>
public class DuplicateCallbackTests
{
    private const int AtOnce = 6;

    /// <summary>Does something when a token is asked for, before the provider hears of it.</summary>
    private sealed class Tripwire(HttpMessageHandler inner, Action action) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath.EndsWith("/token", StringComparison.Ordinal))
                action();
            return base.SendAsync(request, cancellationToken);
        }
    }

    [TestCase(Protocol.OAuth1, true)]
    [TestCase(Protocol.OAuth2, true)]
    [TestCase(Protocol.OAuth1, false)]
    [TestCase(Protocol.OAuth2, false)]
    public async Task The_same_callback_at_once_and_again_is_one_login(Protocol protocol, bool allowed)
    {
        var (stage, open) = Held(protocol);
        var callback = await CallbackAsync(stage, allowed);
        var deliveries = Enumerable.Range(0, AtOnce).Select(_ => stage.Dance.FinishAsync(callback, stage.Browser.Cookie).AsTask()).ToArray();
        Assert.That(deliveries, Has.All.Property(nameof(Task.IsCompleted)).False, "all of them wait for the first one's receiver");
        open.SetResult();
        var outcomes = (await Task.WhenAll(deliveries)).ToList();
        stage.Time.Advance(TimeSpan.FromSeconds(5));
        outcomes.Add(await stage.Dance.FinishAsync(callback, stage.Browser.Cookie));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcomes, Is.All.EqualTo(outcomes[0]));
            Assert.That(outcomes[0].Kind, Is.EqualTo(allowed ? OAuthOutcomeKind.Stored : OAuthOutcomeKind.Denied));
            Assert.That(stage.Heard, Is.EqualTo(new[] { "before_login", allowed ? "authorized" : "error access_denied" }));
            Assert.That(stage.TokenRequests, Is.EqualTo(allowed ? 1 : 0));
        }
    }

    [Test]
    public async Task The_same_callback_on_many_threads_is_one_login([Values] Protocol protocol)
    {
        var stage = new Stage(protocol);
        var callback = await stage.ToCallbackAsync("42");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await stage.Dance.FinishAsync(callback, stage.Browser.Cookie))));
        Assert.That(outcomes, Is.All.EqualTo(outcomes[0]));
        Assert.That((outcomes[0].Kind, stage.TokenRequests, stage.Heard.Count), Is.EqualTo((OAuthOutcomeKind.Stored, 1, 2)));
    }

    [TestCase("reordered")]
    [TestCase("60 seconds later")]
    public async Task The_same_callback_is_the_same(string how)
    {
        var stage = new Stage();
        var callback = await stage.ToCallbackAsync("42");
        var first = await stage.Dance.FinishAsync(callback, stage.Browser.Cookie);
        if (how == "reordered")
            callback = "?" + string.Join('&', callback.Split('?')[1].Split('&').Reverse());
        else
            stage.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.That(await stage.Dance.FinishAsync(callback, stage.Browser.Cookie), Is.EqualTo(first));
    }

    [Test]
    public async Task Another_browser_does_not_learn_how_a_login_ended([Values] Protocol protocol)
    {
        var stage = new Stage(protocol);
        var callback = await stage.ToCallbackAsync("42");
        await stage.Dance.FinishAsync(callback, stage.Browser.Cookie);
        var code = protocol == Protocol.OAuth2 ? OAuthErrorCode.StateWrongBrowser : OAuthErrorCode.RequestTokenWrongBrowser;
        await stage.AssertRefusedAsync(() => stage.Dance.FinishAsync(callback, "another browser's key"), code, callback);
    }

    [Test]
    public async Task A_duplicate_that_gives_up_waiting_harms_nobody([Values] Protocol protocol)
    {
        var (stage, open) = Held(protocol);
        var callback = await CallbackAsync(stage, allowed: true);
        using var patience = new CancellationTokenSource();
        var first = stage.Dance.FinishAsync(callback, stage.Browser.Cookie).AsTask();
        var impatient = stage.Dance.FinishAsync(callback, stage.Browser.Cookie, cancellationToken: patience.Token).AsTask();
        var third = stage.Dance.FinishAsync(callback, stage.Browser.Cookie).AsTask();
        await patience.CancelAsync();
        Assert.That(async () => await impatient, Throws.InstanceOf<OperationCanceledException>());
        open.SetResult();
        Assert.That(await Task.WhenAll(first, third), Has.All.Property(nameof(OAuthOutcome.IsStored)).True);
        Assert.That(stage.Heard, Is.EqualTo(new[] { "before_login", "authorized" }));
    }

    [Test]
    public async Task A_login_whose_code_is_spent_runs_to_its_end_though_its_caller_has_gone([Values] Protocol protocol)
    {
        using var caller = new CancellationTokenSource();
        var stage = new Stage(protocol, options => options with { Http = new Tripwire(options.Http!, caller.Cancel) });
        var outcome = await stage.Dance.FinishAsync(await stage.ToCallbackAsync("42"), stage.Browser.Cookie, cancellationToken: caller.Token);
        Assert.That((outcome.Kind, caller.IsCancellationRequested, stage.Tokens.Count), Is.EqualTo((OAuthOutcomeKind.Stored, true, 1)));
    }

    // A stage whose receivers wait until it is opened, so that what is at once is at once.
    private static (Stage Stage, TaskCompletionSource Open) Held(Protocol protocol)
    {
        var stage = new Stage(protocol);
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        stage.Signals.Authorized.Connect(async (_, _) => await open.Task);
        stage.Signals.Error.Connect(async (_, _) => await open.Task);
        return (stage, open);
    }

    private static async Task<string> CallbackAsync(Stage stage, bool allowed)
    {
        if (allowed)
            return await stage.ToCallbackAsync("42");
        var login = await stage.Dance.BeginAsync("42");
        stage.Browser.Cookie = login.BrowserKey;
        return (await stage.Browser.DenyAsync(login.AuthorizationUrl!)).Url.OriginalString;
    }

    [Test]
    public async Task The_same_callback_again_when_the_login_would_just_have_expired_still_gets_the_first_outcome()
    {
        var stage = new Stage();
        var callback = await stage.ToCallbackAsync("42");
        stage.Time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        var first = await stage.Dance.FinishAsync(callback, stage.Browser.Cookie);
        stage.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.That(await stage.Dance.FinishAsync(callback, stage.Browser.Cookie), Is.EqualTo(first));
        Assert.That(first.IsStored, Is.True);
    }

    [Test]
    public async Task When_whoever_took_the_login_never_finishes_the_same_callback_is_refused_in_the_end()
    {
        var stage = new Stage();
        var callback = await stage.ToCallbackAsync("42");
        await stage.Pending.TakeAsync(OAuthCallback.FromUrl(callback)["state"]!, OAuthCallback.FromUrl(callback).Digest());
        var waiting = stage.AssertRefusedAsync(callback, OAuthErrorCode.StateReused);
        stage.Time.Advance(TimeSpan.FromSeconds(61));
        await waiting;
    }

    [Test]
    public async Task When_nobody_waits_for_an_outcome_any_more_its_store_hears_so()
    {
        CancellationToken told = default;
        var store = new Mock<IPendingDanceStore>();
        var stage = new Stage(options: options => options with { PendingDances = store.Object });
        store.Setup(dances => dances.FindAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns((string handle, CancellationToken cancellationToken) => stage.Pending.FindAsync(handle, cancellationToken));
        store.Setup(dances => dances.SaveAsync(It.IsAny<PendingDance>(), It.IsAny<CancellationToken>()))
            .Returns((PendingDance dance, CancellationToken cancellationToken) => stage.Pending.SaveAsync(dance, cancellationToken));
        store.Setup(dances => dances.OutcomeAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).Returns(async (string _, CancellationToken cancellationToken) =>
        {
            told = cancellationToken;
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return null;
        });
        var waiting = stage.AssertRefusedAsync(await stage.ToCallbackAsync("42"), OAuthErrorCode.StateReused);
        stage.Time.Advance(TimeSpan.FromSeconds(61));
        await waiting;
        Assert.That(told.IsCancellationRequested, Is.True);
    }
}
