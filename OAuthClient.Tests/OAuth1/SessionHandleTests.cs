using System.Net;
using Flurl.Http;
using OAuthClient.OAuth1;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth1;

/// <summary>Tokens that end, and are renewed by their session handle: the OAuth Session extension.</summary>
public class SessionHandleTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    [Test]
    public async Task A_token_with_a_lifetime_has_an_expiry_and_is_renewed_when_it_is_due(
        [Values] ParameterPlacement placement)
    {
        var setup = CreateSetup(provider => provider with { Placement = placement });
        await setup.LoginAsync("42");
        var first = (await setup.Dance.Session("42").GetTokenAsync())!;
        Assert.That(
            (first.ReceivedAt, first.ExpiresAt),
            Is.EqualTo(((DateTimeOffset?)setup.Time.GetUtcNow(), (DateTimeOffset?)setup.Time.GetUtcNow() + Lifetime)));
        setup.Time.Advance(Lifetime);
        Assert.That(await setup.Dance.Session("42").Request("me").GetStringAsync(), Does.Contain("anna"));
        var second = (await setup.Dance.Session("42").GetTokenAsync())!;
        Assert.That(second.AccessToken, Is.Not.EqualTo(first.AccessToken));
        Assert.That(second.ExpiresAt, Is.EqualTo(setup.Time.GetUtcNow() + Lifetime));
        Assert.That(second.Fields["screen_name"].Reveal(), Is.EqualTo("anna"));
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1));
        var sent = new OAuth1Request(setup.Provider.Requests.Last(
            request => request.Endpoint == PretendEndpoint.OAuth1Token));
        Assert.That(
            (sent["oauth_token"], sent["oauth_session_handle"], sent["oauth_verifier"], sent.IsAmbiguous),
            Is.EqualTo((
                first.AccessToken.Reveal(), first.Fields["oauth_session_handle"].Reveal(), (string?)null, false)));
    }

    [Test]
    public async Task Many_callers_renew_an_expired_token_once()
    {
        var setup = CreateSetup();
        await setup.LoginAsync("42");
        setup.Time.Advance(Lifetime);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(
            _ => setup.Dance.Session("42").Request("me").GetStringAsync()));
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1));
    }

    [Test]
    public async Task A_token_that_the_API_refuses_is_renewed_and_the_call_is_sent_again([Values] bool isClockWrong)
    {
        var setup = CreateSetup();
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromMinutes(10));
        var http = new EndpointStub(setup.Provider.Handler, "/api/me", new ExpiredThenRight(setup, isClockWrong).Answer);
        var dance = new OAuthDance(setup.Dance.Provider, DanceSetup.RedirectUri, setup.Options with { Http = http });
        Assert.That(await dance.Session("42").Request("me").GetStringAsync(), Does.Contain("anna"));
        Assert.That(
            (http.RequestCount, setup.Provider.RefreshCount), Is.EqualTo((isClockWrong ? 3 : 2, 1)));
    }

    [Test]
    public async Task A_refused_timestamp_renews_nothing()
    {
        var setup = CreateSetup();
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromMinutes(10));
        setup.Provider.Misbehave = Misbehavior.WrongClock;
        Assert.That(await setup.Dance.Session("42").Request("me").GetStringAsync(), Does.Contain("anna"));
        Assert.That(setup.Provider.RefreshCount, Is.Zero);
    }

    [Test]
    public async Task A_session_that_the_provider_has_ended_ends_the_login_once()
    {
        var setup = CreateSetup();
        await setup.LoginAsync("42");
        setup.Time.Advance(Lifetime);
        setup.Provider.Misbehave = Misbehavior.RefusesSessionHandle;
        var session = setup.Dance.Session("42");
        Assert.That(async () => await session.GetTokenAsync(), Throws.TypeOf<AuthorizationRequiredException>());
        Assert.That(await session.GetTokenAsync(), Is.Null);
        Assert.That(setup.Tokens.Count, Is.Zero);
        Assert.That(setup.Errors.Select(error => error.Code), Is.EqualTo(new[] { OAuthErrorCode.RefreshRejected }));
    }

    [TestCase(500, "oauth_problem=token_rejected")]
    [TestCase(503, "oauth_problem=token_expired")]
    [TestCase(429, "oauth_problem=token_revoked")]
    [TestCase(408, "oauth_problem=token_rejected")]
    [TestCase(401, "oauth_problem=signature_invalid")]
    [TestCase(401, "oauth_problem=consumer_key_refused")]
    [TestCase(400, "oauth_problem=parameter_absent")]
    [TestCase(401, "")]
    [TestCase(200, "<h1>Out of order</h1>")]
    public async Task A_failed_renewal_keeps_the_token(int status, string body)
    {
        var setup = CreateSetup();
        await setup.LoginAsync("42");
        setup.Time.Advance(Lifetime);
        setup.Provider.TokenAnswer = _ => new((HttpStatusCode)status) { Content = new StringContent(body) };
        Assert.That(
            async () => await setup.Dance.Session("42").GetTokenAsync(),
            Throws.InstanceOf<OAuthException>());
        setup.Provider.TokenAnswer = null;
        setup.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await setup.Dance.Session("42").GetTokenAsync(), Is.Not.Null);
    }

    [Test]
    public async Task A_renewal_that_leaves_fields_out_keeps_those_of_before()
    {
        var setup = CreateSetup();
        await setup.LoginAsync("42");
        var handle = (await setup.Dance.Session("42").GetTokenAsync())!.Fields["oauth_session_handle"];
        setup.Time.Advance(Lifetime);
        setup.Provider.TokenAnswer = _ => new() { Content = new StringContent("oauth_token=a&oauth_token_secret=b") };
        var token = (await setup.Dance.Session("42").GetTokenAsync())!;
        Assert.That(
            (token.AccessToken.Reveal(), token.Fields["oauth_session_handle"], token.ExpiresAt),
            Is.EqualTo(("a", handle, (DateTimeOffset?)setup.Time.GetUtcNow() + Lifetime)));
    }

    [TestCase("3600", 3600.0)]
    [TestCase("%223600%22", null)]
    [TestCase("3600.5", 3600.5)]
    [TestCase("0", null)]
    [TestCase("-1", null)]
    [TestCase("", null)]
    [TestCase("never", null)]
    [TestCase("NaN", null)]
    [TestCase("1e300", null)]
    public async Task The_lifetime_is_read_where_it_is_a_number(string text, double? seconds)
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        setup.Provider.TokenAnswer = _ => new()
        {
            Content = new StringContent($"oauth_token=a&oauth_token_secret=b&oauth_expires_in={text}"),
        };
        await setup.LoginAsync("42");
        var stored = (await setup.Tokens.GetAsync(setup.Dance.Session("42").Key!.Value))!.Token;
        Assert.That((stored.ExpiresAt - setup.Time.GetUtcNow())?.TotalSeconds, Is.EqualTo(seconds));
    }

    [Test]
    public async Task A_token_that_has_ended_without_a_session_handle_asks_for_a_login()
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        setup.Provider.TokenAnswer = _ => new()
        {
            Content = new StringContent("oauth_token=a&oauth_token_secret=b&oauth_expires_in=60"),
        };
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromHours(1));
        Assert.That(
            async () => await setup.Dance.Session("42").Request("me").GetAsync(),
            Throws.InnerException.TypeOf<AuthorizationRequiredException>());
    }

    private static DanceSetup CreateSetup(Func<OAuth1Provider, OAuth1Provider>? change = null)
    {
        var setup = new DanceSetup(Protocol.OAuth1, oauth1: change);
        setup.Provider.OAuth1TokenLifetime = Lifetime;
        return setup;
    }

    /// <summary>Refuses the first token that comes, if wanted after a refusal of its timestamp.</summary>
    private sealed class ExpiredThenRight(DanceSetup setup, bool isClockWrong)
    {
        private readonly Queue<string> _problems = new(isClockWrong ? ["timestamp_refused", "token_expired"] : ["token_expired"]);

        public HttpResponseMessage? Answer(HttpRequestMessage request)
        {
            if (!_problems.TryDequeue(out var problem))
                return null;
            var answer = new HttpResponseMessage(HttpStatusCode.Unauthorized)
            {
                Content = new StringContent($"oauth_problem={problem}"),
                RequestMessage = request,
            };
            answer.Headers.Date = setup.Time.GetUtcNow() + (isClockWrong ? TimeSpan.FromMinutes(4) : TimeSpan.Zero);
            return answer;
        }
    }
}
