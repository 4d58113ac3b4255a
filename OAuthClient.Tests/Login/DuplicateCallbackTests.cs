using Moq;

namespace OAuthClient.Tests.Login;

/// <summary>Callbacks that arrive more than once, because a browser, a proxy or a user repeats the request.</summary>
public class DuplicateCallbackTests
{
    private const int Concurrency = 6;

    /// <summary>A handler that runs an action before a token request reaches the provider.</summary>
    private sealed class TokenRequestHook(HttpMessageHandler inner, Action action) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
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
        var (setup, release) = CreateBlockedSetup(protocol);
        var callback = await GetCallbackUrlAsync(setup, allowed);
        var callbacks = Enumerable.Range(0, Concurrency)
            .Select(_ => setup.Dance.FinishAsync(callback, setup.Browser.Cookie).AsTask())
            .ToArray();
        Assert.That(
            callbacks,
            Has.All.Property(nameof(Task.IsCompleted)).False,
            "every callback waits for the receiver of the first one");
        release.SetResult();
        var outcomes = (await Task.WhenAll(callbacks)).ToList();
        setup.Time.Advance(TimeSpan.FromSeconds(5));
        outcomes.Add(await setup.Dance.FinishAsync(callback, setup.Browser.Cookie));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcomes, Is.All.EqualTo(outcomes[0]));
            Assert.That(outcomes[0].Kind, Is.EqualTo(allowed ? OAuthOutcomeKind.Stored : OAuthOutcomeKind.Denied));
            Assert.That(
                setup.SentSignals,
                Is.EqualTo(new[] { "before_login", allowed ? "authorized" : "error access_denied" }));
            Assert.That(setup.TokenRequestCount, Is.EqualTo(allowed ? 1 : 0));
        }
    }

    [Test]
    public async Task The_same_callback_on_many_threads_is_one_login([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        var callback = await setup.GetCallbackUrlAsync("42");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(_ => Task.Run(async () => await setup.Dance.FinishAsync(callback, setup.Browser.Cookie))));
        Assert.That(outcomes, Is.All.EqualTo(outcomes[0]));
        Assert.That(
            (outcomes[0].Kind, setup.TokenRequestCount, setup.SentSignals.Count),
            Is.EqualTo((OAuthOutcomeKind.Stored, 1, 2)));
    }

    [TestCase("reordered")]
    [TestCase("60 seconds later")]
    public async Task A_repeated_callback_gets_the_first_outcome_when(string change)
    {
        var setup = new DanceSetup();
        var callback = await setup.GetCallbackUrlAsync("42");
        var first = await setup.Dance.FinishAsync(callback, setup.Browser.Cookie);
        if (change == "reordered")
            callback = "?" + string.Join('&', callback.Split('?')[1].Split('&').Reverse());
        else
            setup.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.That(await setup.Dance.FinishAsync(callback, setup.Browser.Cookie), Is.EqualTo(first));
    }

    [Test]
    public async Task Another_browser_does_not_learn_how_a_login_ended([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        var callback = await setup.GetCallbackUrlAsync("42");
        await setup.Dance.FinishAsync(callback, setup.Browser.Cookie);
        var code = protocol == Protocol.OAuth2
            ? OAuthErrorCode.StateWrongBrowser
            : OAuthErrorCode.RequestTokenWrongBrowser;
        await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync(callback, "another browser's key"), code, callback);
    }

    [Test]
    public async Task A_canceled_duplicate_callback_does_not_affect_the_other_callbacks([Values] Protocol protocol)
    {
        var (setup, release) = CreateBlockedSetup(protocol);
        var callback = await GetCallbackUrlAsync(setup, allowed: true);
        using var cancellation = new CancellationTokenSource();
        var first = setup.Dance.FinishAsync(callback, setup.Browser.Cookie).AsTask();
        var canceled = setup.Dance
            .FinishAsync(callback, setup.Browser.Cookie, cancellationToken: cancellation.Token)
            .AsTask();
        var third = setup.Dance.FinishAsync(callback, setup.Browser.Cookie).AsTask();
        await cancellation.CancelAsync();
        Assert.That(async () => await canceled, Throws.InstanceOf<OperationCanceledException>());
        release.SetResult();
        Assert.That(await Task.WhenAll(first, third), Has.All.Property(nameof(OAuthOutcome.IsStored)).True);
        Assert.That(setup.SentSignals, Is.EqualTo(new[] { "before_login", "authorized" }));
    }

    [Test]
    public async Task A_login_is_completed_when_its_caller_cancels_after_the_code_was_sent([Values] Protocol protocol)
    {
        using var caller = new CancellationTokenSource();
        var setup = new DanceSetup(
            protocol, options => options with { Http = new TokenRequestHook(options.Http!, caller.Cancel) });
        var outcome = await setup.Dance.FinishAsync(
            await setup.GetCallbackUrlAsync("42"), setup.Browser.Cookie, cancellationToken: caller.Token);
        Assert.That(
            (outcome.Kind, caller.IsCancellationRequested, setup.Tokens.Count),
            Is.EqualTo((OAuthOutcomeKind.Stored, true, 1)));
    }

    // Signal receivers wait until the test completes the task, so that the callbacks are concurrent.
    private static (DanceSetup Setup, TaskCompletionSource Release) CreateBlockedSetup(Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        setup.Signals.Authorized.Connect(async (_, _) => await release.Task);
        setup.Signals.Error.Connect(async (_, _) => await release.Task);
        return (setup, release);
    }

    private static async Task<string> GetCallbackUrlAsync(DanceSetup setup, bool allowed)
    {
        if (allowed)
            return await setup.GetCallbackUrlAsync("42");
        var login = await setup.Dance.BeginAsync("42");
        setup.Browser.Cookie = login.BrowserKey;
        return (await setup.Browser.DenyAsync(login.AuthorizationUrl!)).Url.OriginalString;
    }

    [Test]
    public async Task A_repeated_callback_gets_the_first_outcome_when_the_login_would_have_expired()
    {
        var setup = new DanceSetup();
        var callback = await setup.GetCallbackUrlAsync("42");
        setup.Time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        var first = await setup.Dance.FinishAsync(callback, setup.Browser.Cookie);
        setup.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.That(await setup.Dance.FinishAsync(callback, setup.Browser.Cookie), Is.EqualTo(first));
        Assert.That(first.IsStored, Is.True);
    }

    [Test]
    public async Task A_repeated_callback_is_refused_when_the_first_callback_never_finishes()
    {
        var setup = new DanceSetup();
        var callback = await setup.GetCallbackUrlAsync("42");
        var taken = OAuthCallback.FromUrl(callback);
        await setup.Pending.TakeAsync(taken["state"]!, taken.ComputeDigest());
        var waiting = setup.AssertRefusedAsync(callback, OAuthErrorCode.StateReused);
        setup.Time.Advance(TimeSpan.FromSeconds(61));
        await waiting;
    }

    [Test]
    public async Task The_wait_of_the_store_for_an_outcome_is_canceled_after_the_replay_window()
    {
        CancellationToken received = default;
        var store = new Mock<IPendingDanceStore>();
        var setup = new DanceSetup(options: options => options with { PendingDances = store.Object });
        store.Setup(dances => dances.FindAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns((string id, CancellationToken cancellationToken) =>
                setup.Pending.FindAsync(id, cancellationToken));
        store.Setup(dances => dances.SaveAsync(It.IsAny<PendingDance>(), It.IsAny<CancellationToken>()))
            .Returns((PendingDance dance, CancellationToken cancellationToken) =>
                setup.Pending.SaveAsync(dance, cancellationToken));
        store.Setup(dances => dances.WaitForOutcomeAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns(async (string _, CancellationToken cancellationToken) =>
            {
                received = cancellationToken;
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                return null;
            });
        var waiting = setup.AssertRefusedAsync(await setup.GetCallbackUrlAsync("42"), OAuthErrorCode.StateReused);
        setup.Time.Advance(TimeSpan.FromSeconds(61));
        await waiting;
        Assert.That(received.IsCancellationRequested, Is.True);
    }
}
