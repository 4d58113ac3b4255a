using Moq;

namespace OAuthClient.Tests.Login;

/// <summary>The same callback more than once, as browsers, proxies and impatient users bring it.</summary>
public class DuplicateCallbackTests
{
    private const int Concurrency = 6;

    /// <summary>Does something when a token is asked for, before the provider hears of it.</summary>
    private sealed class TokenRequestHook(HttpMessageHandler inner, Action action) : DelegatingHandler(inner)
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
    public async Task Concurrent_and_repeated_callbacks_are_one_login(Protocol protocol, bool allowed)
    {
        var (stage, open) = CreateBlockedSetup(protocol);
        var callback = await GetCallbackUrlAsync(stage, allowed);
        var deliveries = Enumerable.Range(0, Concurrency).Select(_ => stage.Dance.FinishAsync(callback, stage.Browser.Cookie).AsTask()).ToArray();
        Assert.That(deliveries, Has.All.Property(nameof(Task.IsCompleted)).False, "all of them wait for the first one's receiver");
        open.SetResult();
        var outcomes = (await Task.WhenAll(deliveries)).ToList();
        stage.Time.Advance(TimeSpan.FromSeconds(5));
        outcomes.Add(await stage.Dance.FinishAsync(callback, stage.Browser.Cookie));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcomes, Is.All.EqualTo(outcomes[0]));
            Assert.That(outcomes[0].Kind, Is.EqualTo(allowed ? OAuthOutcomeKind.Stored : OAuthOutcomeKind.Denied));
            Assert.That(stage.SentSignals, Is.EqualTo(new[] { "before_login", allowed ? "authorized" : "error access_denied" }));
            Assert.That(stage.TokenRequestCount, Is.EqualTo(allowed ? 1 : 0));
        }
    }

    [Test]
    public async Task The_same_callback_on_many_threads_is_one_login([Values] Protocol protocol)
    {
        var stage = new DanceSetup(protocol);
        var callback = await stage.GetCallbackUrlAsync("42");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await stage.Dance.FinishAsync(callback, stage.Browser.Cookie))));
        Assert.That(outcomes, Is.All.EqualTo(outcomes[0]));
        Assert.That((outcomes[0].Kind, stage.TokenRequestCount, stage.SentSignals.Count), Is.EqualTo((OAuthOutcomeKind.Stored, 1, 2)));
    }

    [TestCase("reordered")]
    [TestCase("60 seconds later")]
    public async Task A_repeated_callback_gets_the_first_outcome_when(string how)
    {
        var stage = new DanceSetup();
        var callback = await stage.GetCallbackUrlAsync("42");
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
        var stage = new DanceSetup(protocol);
        var callback = await stage.GetCallbackUrlAsync("42");
        await stage.Dance.FinishAsync(callback, stage.Browser.Cookie);
        var code = protocol == Protocol.OAuth2 ? OAuthErrorCode.StateWrongBrowser : OAuthErrorCode.RequestTokenWrongBrowser;
        await stage.AssertRefusedAsync(() => stage.Dance.FinishAsync(callback, "another browser's key"), code, callback);
    }

    [Test]
    public async Task A_canceled_duplicate_callback_does_not_affect_the_other_callbacks([Values] Protocol protocol)
    {
        var (stage, open) = CreateBlockedSetup(protocol);
        var callback = await GetCallbackUrlAsync(stage, allowed: true);
        using var patience = new CancellationTokenSource();
        var first = stage.Dance.FinishAsync(callback, stage.Browser.Cookie).AsTask();
        var impatient = stage.Dance.FinishAsync(callback, stage.Browser.Cookie, cancellationToken: patience.Token).AsTask();
        var third = stage.Dance.FinishAsync(callback, stage.Browser.Cookie).AsTask();
        await patience.CancelAsync();
        Assert.That(async () => await impatient, Throws.InstanceOf<OperationCanceledException>());
        open.SetResult();
        Assert.That(await Task.WhenAll(first, third), Has.All.Property(nameof(OAuthOutcome.IsStored)).True);
        Assert.That(stage.SentSignals, Is.EqualTo(new[] { "before_login", "authorized" }));
    }

    [Test]
    public async Task A_login_is_completed_when_its_caller_cancels_after_the_code_was_sent([Values] Protocol protocol)
    {
        using var caller = new CancellationTokenSource();
        var stage = new DanceSetup(protocol, options => options with { Http = new TokenRequestHook(options.Http!, caller.Cancel) });
        var outcome = await stage.Dance.FinishAsync(await stage.GetCallbackUrlAsync("42"), stage.Browser.Cookie, cancellationToken: caller.Token);
        Assert.That((outcome.Kind, caller.IsCancellationRequested, stage.Tokens.Count), Is.EqualTo((OAuthOutcomeKind.Stored, true, 1)));
    }

    // A stage whose receivers wait until it is opened, so that what is at once is at once.
    private static (DanceSetup Stage, TaskCompletionSource Open) CreateBlockedSetup(Protocol protocol)
    {
        var stage = new DanceSetup(protocol);
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        stage.Signals.Authorized.Connect(async (_, _) => await open.Task);
        stage.Signals.Error.Connect(async (_, _) => await open.Task);
        return (stage, open);
    }

    private static async Task<string> GetCallbackUrlAsync(DanceSetup stage, bool allowed)
    {
        if (allowed)
            return await stage.GetCallbackUrlAsync("42");
        var login = await stage.Dance.BeginAsync("42");
        stage.Browser.Cookie = login.BrowserKey;
        return (await stage.Browser.DenyAsync(login.AuthorizationUrl!)).Url.OriginalString;
    }

    [Test]
    public async Task A_repeated_callback_gets_the_first_outcome_when_the_login_would_have_expired()
    {
        var stage = new DanceSetup();
        var callback = await stage.GetCallbackUrlAsync("42");
        stage.Time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        var first = await stage.Dance.FinishAsync(callback, stage.Browser.Cookie);
        stage.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.That(await stage.Dance.FinishAsync(callback, stage.Browser.Cookie), Is.EqualTo(first));
        Assert.That(first.IsStored, Is.True);
    }

    [Test]
    public async Task A_repeated_callback_is_refused_when_the_first_callback_never_finishes()
    {
        var stage = new DanceSetup();
        var callback = await stage.GetCallbackUrlAsync("42");
        await stage.Pending.TakeAsync(OAuthCallback.FromUrl(callback)["state"]!, OAuthCallback.FromUrl(callback).Digest());
        var waiting = stage.AssertRefusedAsync(callback, OAuthErrorCode.StateReused);
        stage.Time.Advance(TimeSpan.FromSeconds(61));
        await waiting;
    }

    [Test]
    public async Task The_wait_of_the_store_for_an_outcome_is_canceled_after_the_replay_window()
    {
        CancellationToken told = default;
        var store = new Mock<IPendingDanceStore>();
        var stage = new DanceSetup(options: options => options with { PendingDances = store.Object });
        store.Setup(dances => dances.FindAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns((string id, CancellationToken cancellationToken) => stage.Pending.FindAsync(id, cancellationToken));
        store.Setup(dances => dances.SaveAsync(It.IsAny<PendingDance>(), It.IsAny<CancellationToken>()))
            .Returns((PendingDance dance, CancellationToken cancellationToken) => stage.Pending.SaveAsync(dance, cancellationToken));
        store.Setup(dances => dances.WaitForOutcomeAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).Returns(async (string _, CancellationToken cancellationToken) =>
        {
            told = cancellationToken;
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return null;
        });
        var waiting = stage.AssertRefusedAsync(await stage.GetCallbackUrlAsync("42"), OAuthErrorCode.StateReused);
        stage.Time.Advance(TimeSpan.FromSeconds(61));
        await waiting;
        Assert.That(told.IsCancellationRequested, Is.True);
    }
}
