using System.Collections.Concurrent;
using System.Net;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Internal;

/// <summary>The signal <c>oauth_trace</c>: its events, and its silence towards the dance.</summary>
[NonParallelizable]
public class TraceTests
{
    [Test]
    public async Task A_login_and_a_sign_out_are_told_in_order([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        var events = Record(setup);
        await setup.LoginAsync("42");
        await setup.Dance.Session("42").SignOutAsync();
        var expected = protocol == Protocol.OAuth2
            ? "LoginBegun CallbackReceived RequestSent:token LoginFinished RequestSent:revocation RequestSent:revocation SignedOut"
            : "RequestSent:temporary_credential LoginBegun CallbackReceived RequestSent:token LoginFinished SignedOut";
        Assert.That(string.Join(' ', events.Select(Describe)), Is.EqualTo(expected));
        Assert.That(events.Select(trace => trace.Operation).Distinct().ToList(), Has.Count.EqualTo(3).And.None.Zero);
        Assert.That(
            events.Where(trace => trace.Login is not null).Select(trace => trace.Login).Distinct().ToList(),
            Has.Count.EqualTo(1));
        Assert.That(events.Single(trace => trace.Event == OAuthTraceEvent.LoginFinished).Token, Is.Not.Null);
    }

    [Test]
    public async Task A_refresh_is_told_with_both_tokens()
    {
        var setup = new DanceSetup();
        await setup.LoginAsync("42");
        var events = Record(setup);
        await setup.Dance.Session("42").RefreshAsync();
        Assert.That(events.Select(Describe), Is.EqualTo(new[] { "RequestSent:token", "TokenRefreshed" }));
        var refreshed = events.Last();
        Assert.That(refreshed.User.Id, Is.EqualTo("42"));
        Assert.That(refreshed.FormerToken!.AccessToken, Is.Not.EqualTo(refreshed.Token!.AccessToken));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_failing_refresh_is_told_with_whether_the_token_is_still_valid(bool isValid)
    {
        var setup = new DanceSetup();
        await setup.LoginAsync("42");
        var token = await setup.Dance.Session("42").GetTokenAsync();
        var events = Record(setup);
        setup.Provider.Misbehave = Misbehavior.HtmlWith500;
        setup.Time.Advance(token!.ExpiresAt!.Value - setup.Time.GetUtcNow() + TimeSpan.FromSeconds(isValid ? -10 : 10));
        if (isValid)
            await setup.Dance.Session("42").GetTokenAsync();
        else
            Assert.That(async () => await setup.Dance.Session("42").GetTokenAsync(), Throws.TypeOf<OAuthException>());
        var failed = events.Single(trace => trace.Event == OAuthTraceEvent.RefreshFailed);
        Assert.That(failed.IsTokenValid, Is.EqualTo(isValid));
        Assert.That(failed.Error!.Code, Is.EqualTo(OAuthErrorCode.EndpointHttp));
        Assert.That(failed.Token!.AccessToken, Is.EqualTo(token.AccessToken));
    }

    [Test]
    public async Task A_rejected_refresh_is_told_as_the_end_of_the_token()
    {
        var setup = new DanceSetup();
        await setup.LoginAsync("42");
        var events = Record(setup);
        setup.Provider.TokenAnswer = _ => new(HttpStatusCode.BadRequest)
        {
            Content = new StringContent("""{"error":"invalid_grant"}"""),
        };
        Assert.That(
            async () => await setup.Dance.Session("42").RefreshAsync(),
            Throws.TypeOf<AuthorizationRequiredException>());
        Assert.That(events.Select(Describe), Is.EqualTo(new[] { "RequestSent:token", "TokenEnded" }));
    }

    [Test]
    public async Task A_refused_callback_and_a_repeated_one_are_told()
    {
        var setup = new DanceSetup();
        var url = await setup.GetCallbackUrlAsync("42");
        await setup.FinishAsync(OAuthCallback.FromUrl(url), setup.Browser.Cookie);
        var events = Record(setup);
        await setup.FinishAsync(OAuthCallback.FromUrl(url), setup.Browser.Cookie);
        await setup.FinishAsync(OAuthCallback.FromUrl("?state=unknown"), default);
        Assert.That(
            events.Select(Describe),
            Is.EqualTo(new[] { "CallbackReceived", "CallbackRepeated", "CallbackReceived", "CallbackRefused" }));
    }

    [Test]
    public async Task A_receiver_that_throws_changes_nothing_and_is_told_of_by_Signals([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        var faults = 0;
        setup.Signals.Trace.Connect((_, _) => throw new InvalidOperationException("of a receiver"));
        using var heard = setup.Signals.Trace.ReceiverFaulted.Connect((_, _) => faults++);
        var outcome = await setup.LoginAsync("42");
        await setup.Dance.Session("42").SignOutAsync();
        Assert.That(outcome.IsStored, Is.True);
        Assert.That(faults, Is.GreaterThan(3));
    }

    [Test]
    public async Task A_receiver_that_never_ends_delays_nothing()
    {
        var setup = new DanceSetup();
        setup.Signals.Trace.Connect((_, _) => new TaskCompletionSource().Task);
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
    }

    [Test]
    public async Task A_receiver_that_uses_the_dance_is_not_called_for_that()
    {
        var setup = new DanceSetup();
        var inner = new ConcurrentQueue<Task>();
        var calls = 0;
        setup.Signals.Trace.Connect((dance, _) =>
        {
            calls++;
            inner.Enqueue(dance.BeginAsync("43").AsTask());
            inner.Enqueue(Task.Run(async () => await dance.FinishAsync(OAuthCallback.FromUrl("?state=unknown"), default)));
        });
        await setup.Dance.BeginAsync("42");
        await Task.WhenAll(inner);
        Assert.That(calls, Is.EqualTo(1));
    }

    [Test]
    public async Task A_receiver_of_one_dance_hears_no_other()
    {
        var setup = new DanceSetup();
        var other = new OAuthDance(
            setup.Provider.OAuth2 with { Name = "other" }, "https://app.example/other", setup.Options);
        var heard = new List<string>();
        other.Signals.Trace.Connect((_, trace) => heard.Add(trace.Provider));
        await setup.LoginAsync("42");
        await other.BeginAsync("42");
        Assert.That(heard, Is.EqualTo(new[] { "other" }));
    }

    [Test]
    public void Without_a_receiver_an_event_allocates_nothing()
    {
        var setup = new DanceSetup();
        var trace = setup.Dance.Dependencies.Trace;
        var token = new OAuthToken { AccessToken = "a" };
        var key = setup.Dance.Session("42").Key!.Value;
        Assert.That(Allocated(Tell), Is.Zero);
        using var connection = setup.Signals.Trace.Connect((_, _) => { });
        Assert.That(Allocated(Tell), Is.GreaterThan(0), "the test sees allocations");

        void Tell()
        {
            trace.EnterOperation();
            trace.TokenRefreshed(key, token, token, 0);
            trace.TokenStored(key, token);
            trace.ApiCallRetried(key, token, "token");
        }
    }

    private static long Allocated(Action action)
    {
        var least = long.MaxValue;
        for (var round = 0; round < 50 && least > 0; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var n = 0; n < 1_000; n++)
                action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }

    private static ConcurrentQueue<TraceArgs> Record(DanceSetup setup)
    {
        var events = new ConcurrentQueue<TraceArgs>();
        setup.Signals.Trace.Connect((_, trace) => events.Enqueue(trace));
        return events;
    }

    private static string Describe(TraceArgs trace) =>
        trace is { Event: OAuthTraceEvent.RequestSent, Exchange: { } exchange }
            ? $"{trace.Event}:{exchange.Endpoint}"
            : $"{trace.Event}";
}
