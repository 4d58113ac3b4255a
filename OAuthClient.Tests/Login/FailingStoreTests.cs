using Moq;

namespace OAuthClient.Tests.Login;

/// <summary>
/// Stores that throw: the login fails, one signal <c>oauth_error</c> is sent, and the receivers of the signal get the
/// exception of the store.
/// </summary>
public class FailingStoreTests
{
    private static readonly InvalidOperationException Down = new("the database is down");

    [Test]
    public async Task A_token_store_that_throws_fails_the_login_once(
        [Values("Get", "Put")] string call, [Values] bool canceled)
    {
        Exception thrown = canceled ? new TaskCanceledException("the database took too long") : Down;
        var store = new Mock<ITokenStore>();
        store.Setup(tokens => tokens.GetAsync(It.IsAny<TokenKey>(), It.IsAny<CancellationToken>()))
            .Returns(() => call == "Get" ? throw thrown : default);
        store.Setup(tokens => tokens.PutAsync(
            It.IsAny<TokenKey>(), It.IsAny<OAuthToken>(), It.IsAny<long?>(), It.IsAny<CancellationToken>()))
            .Returns(() => ValueTask.FromException<bool>(thrown));
        var setup = new DanceSetup(options: options => options with { Tokens = store.Object });
        var exceptions = RecordExceptions(setup);
        AssertStoreFailed(setup, await setup.LoginAsync("42"), "before_login", "authorized");
        Assert.That(exceptions, Is.EqualTo(new[] { thrown }));
    }

    [Test]
    public async Task A_token_store_that_never_accepts_the_token_fails_the_login_after_a_few_attempts()
    {
        var store = new Mock<ITokenStore>();
        var setup = new DanceSetup(options: options => options with { Tokens = store.Object });
        var exceptions = RecordExceptions(setup);
        AssertStoreFailed(setup, await setup.LoginAsync("42"), "before_login", "authorized");
        Assert.That(exceptions, Is.EqualTo(new Exception?[] { null }), "nothing was thrown");
        store.Verify(
            tokens => tokens.PutAsync(
                It.IsAny<TokenKey>(), It.IsAny<OAuthToken>(), null, It.IsAny<CancellationToken>()),
            Times.Between(2, 10, Moq.Range.Inclusive));
    }

    [Test]
    public async Task A_pending_store_that_cannot_save_fails_the_begin([Values] Protocol protocol, [Values] bool atOnce)
    {
        var setup = new DanceSetup(
            protocol,
            options => options with
            {
                PendingDances = CreateFailingPendingStore(options.PendingDances!, failing: "Save", atOnce),
            });
        var exceptions = RecordExceptions(setup);
        var login = await setup.Dance.BeginAsync("42");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (login.IsBegun, login.Error?.Code, login.Response.Status),
                Is.EqualTo((false, OAuthErrorCode.StoreFailed, 500)));
            Assert.That(login.Response.Location, Is.Null, "the user is not redirected");
            Assert.That(setup.SentSignals, Is.EqualTo(new[] { "before_login", "error store_failed" }));
            Assert.That(exceptions, Is.EqualTo(new[] { Down }));
        }
    }

    [TestCase("Find")]
    [TestCase("Take")]
    public async Task A_pending_store_that_throws_fails_the_login_before_the_code_is_sent(string call)
    {
        foreach (var atOnce in new[] { true, false })
        {
            var setup = new DanceSetup(options: options => options with
            {
                PendingDances = CreateFailingPendingStore(options.PendingDances!, call, atOnce),
            });
            var exceptions = RecordExceptions(setup);
            AssertStoreFailed(setup, await setup.LoginAsync("42"), "before_login");
            Assert.That((setup.TokenRequestCount, exceptions.Single()), Is.EqualTo((0, Down)));
        }
    }

    [Test]
    public async Task A_pending_store_that_cannot_save_the_outcome_does_not_undo_a_login(
        [Values] Protocol protocol, [Values] bool atOnce)
    {
        var setup = new DanceSetup(
            protocol,
            options => options with
            {
                PendingDances = CreateFailingPendingStore(options.PendingDances!, failing: "Finish", atOnce),
            });
        var outcome = await setup.LoginAsync("42");
        Assert.That((outcome.Kind, setup.Tokens.Count), Is.EqualTo((OAuthOutcomeKind.Stored, 1)));
        Assert.That(setup.SentSignals, Is.EqualTo(new[] { "before_login", "authorized" }));
        Assert.That(outcome.Explanation, Does.Contain("could not be kept: InvalidOperationException"));
    }

    [Test]
    public async Task A_pending_store_that_cannot_read_the_first_outcome_fails_only_the_duplicate()
    {
        var setup = new DanceSetup(options: options => options with
        {
            PendingDances = CreateFailingPendingStore(options.PendingDances!, failing: "Outcome", atOnce: true),
        });
        var callback = await setup.GetCallbackUrlAsync("42");
        Assert.That((await setup.Dance.FinishAsync(callback, setup.Browser.Cookie)).IsStored, Is.True);
        Assert.That(
            (await setup.Dance.FinishAsync(callback, setup.Browser.Cookie)).Error?.Code,
            Is.EqualTo(OAuthErrorCode.StoreFailed));
        Assert.That((setup.TokenRequestCount, setup.Tokens.Count), Is.EqualTo((1, 1)));
    }

    // Creates a pending dance store of which one method throws, at once or asynchronously.
    private static IPendingDanceStore CreateFailingPendingStore(IPendingDanceStore real, string failing, bool atOnce)
    {
        ValueTask<T> Get<T>(string call, Func<ValueTask<T>> work)
        {
            if (call != failing)
                return work();
            return atOnce ? throw Down : ValueTask.FromException<T>(Down);
        }
        ValueTask Run(string call, Func<ValueTask> work)
        {
            if (call != failing)
                return work();
            return atOnce ? throw Down : ValueTask.FromException(Down);
        }
        var store = new Mock<IPendingDanceStore>();
        store.Setup(dances => dances.SaveAsync(It.IsAny<PendingDance>(), It.IsAny<CancellationToken>()))
            .Returns((PendingDance dance, CancellationToken cancellationToken) =>
                Run("Save", () => real.SaveAsync(dance, cancellationToken)));
        store.Setup(dances => dances.FindAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns((string id, CancellationToken cancellationToken) =>
                Get("Find", () => real.FindAsync(id, cancellationToken)));
        store.Setup(dances => dances.TakeAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns((string id, string callback, CancellationToken cancellationToken) =>
                Get("Take", () => real.TakeAsync(id, callback, cancellationToken)));
        store.Setup(dances => dances.FinishAsync(
            It.IsAny<string>(), It.IsAny<OAuthOutcome>(), It.IsAny<CancellationToken>()))
            .Returns((string id, OAuthOutcome outcome, CancellationToken cancellationToken) =>
                Run("Finish", () => real.FinishAsync(id, outcome, cancellationToken)));
        store.Setup(dances => dances.WaitForOutcomeAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns((string id, CancellationToken cancellationToken) =>
                Get("Outcome", () => real.WaitForOutcomeAsync(id, cancellationToken)));
        return store.Object;
    }

    private static List<Exception?> RecordExceptions(DanceSetup setup)
    {
        var exceptions = new List<Exception?>();
        setup.Signals.Error.Connect((_, failure) => exceptions.Add(failure.Exception));
        return exceptions;
    }

    private static void AssertStoreFailed(DanceSetup setup, OAuthOutcome outcome, params string[] signalsBefore)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (outcome.Kind, outcome.Error?.Code),
                Is.EqualTo((OAuthOutcomeKind.Failed, OAuthErrorCode.StoreFailed)));
            Assert.That(setup.SentSignals, Is.EqualTo([.. signalsBefore, "error store_failed"]));
            Assert.That(outcome.Response.Status, Is.EqualTo(500));
        }
    }
}
