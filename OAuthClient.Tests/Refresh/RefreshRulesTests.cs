using System.Net;
using Flurl.Http;
using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Refresh;

/// <summary>Each rule of a provider's refresh, on the wire.</summary>
public class RefreshRulesTests
{
    private const string NewToken = """{"access_token":"new-access","refresh_token":"new-refresh","expires_in":3600}""";
    private static readonly TokenKey Key = new(DanceSetup.KeyProvider, PretendProvider.ClientId, "42", TokenKey.DefaultAccount);

    private static async Task<DanceSetup> LoggedInAsync(
        Func<OAuth2Provider, OAuth2Provider> provider, string callbackParameters = "")
    {
        var setup = new DanceSetup(provider: provider);
        var callback = await setup.GetCallbackUrlAsync("42");
        var outcome = await setup.FinishAsync(
            OAuthCallback.FromUrl($"{callback}{callbackParameters}"), setup.Browser.Cookie);
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        return setup;
    }

    private static Func<OAuth2Provider, OAuth2Provider> With(RefreshRules rules) =>
        provider => provider with { Refresh = rules };

    private static async Task<PretendRequest> RefreshAsync(DanceSetup setup, string answer = NewToken)
    {
        setup.Provider.TokenAnswer = _ => Json(answer);
        await setup.Dance.Session("42").RefreshAsync();
        return setup.Provider.Requests[^1];
    }

    private static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body) };

    private static async Task<OAuthToken> GetStoredTokenAsync(DanceSetup setup) =>
        (await setup.Tokens.GetAsync(Key))!.Token;

    [Test]
    public async Task A_refresh_goes_to_its_own_endpoint()
    {
        var pretend = new PretendProvider();
        var setup = new DanceSetup(
            options: options => options with { Http = new EndpointStub(options.Http!, "/refresh", _ => Json(NewToken)) },
            provider: With(new() { Endpoint = $"{pretend.BaseUrl}/refresh" }),
            pretend: pretend);
        await setup.LoginAsync("42");
        var token = await setup.Dance.Session("42").RefreshAsync();
        Assert.That(token.AccessToken.Reveal(), Is.EqualTo("new-access"));
        Assert.That(setup.Provider.RefreshCount, Is.Zero);
    }

    [TestCase("&location=eu", "https://eu.example/token")]
    [TestCase("", "https://pretend.example/token")]
    public async Task A_refresh_goes_to_the_region_of_its_login(string callbackParameters, string endpoint)
    {
        var requests = new List<string>();
        var setup = new DanceSetup(
            options: options => options with
            {
                Http = new EndpointStub(options.Http!, "/token", request =>
                {
                    requests.Add(request.RequestUri!.AbsoluteUri);
                    return Json(NewToken);
                }),
            },
            provider: provider => provider with
            {
                Quirks = new()
                {
                    RegionParameter = "location",
                    RegionalTokenEndpoints = new Dictionary<string, string> { ["eu"] = "https://eu.example/token" },
                },
            });
        var callback = await setup.GetCallbackUrlAsync("42");
        await setup.FinishAsync(OAuthCallback.FromUrl($"{callback}{callbackParameters}"), setup.Browser.Cookie);
        await setup.Dance.Session("42").RefreshAsync();
        Assert.That(requests, Is.EqualTo(new[] { endpoint, endpoint }), "the token request, and the refresh");
    }

    [TestCase("redirect_uri", "{redirect_uri}", DanceSetup.RedirectUri)]
    [TestCase("scope", "{scope}", "one two")]
    [TestCase("device_id", "{callback.device_id}", "d-1")]
    [TestCase("type", "refresh", "refresh")]
    public async Task A_refresh_has_the_parameters_that_the_provider_wants(string name, string template, string value)
    {
        var setup = await LoggedInAsync(
            provider => provider with
            {
                Scopes = ["one", "two"],
                Refresh = new() { Parameters = new Dictionary<string, string> { [name] = template } },
            },
            "&device_id=d-1");
        Assert.That((await RefreshAsync(setup))[name], Is.EqualTo(value));
        Assert.That((await RefreshAsync(setup))[name], Is.EqualTo(value), "after a refresh too");
    }

    [TestCase("scope", "{scope}", "one two")]
    [TestCase("device_id", "{callback.device_id}", "d-1")]
    [TestCase("other", "{callback.other}", null)]
    public async Task A_token_request_has_the_parameters_that_the_provider_wants(
        string name, string template, string? value)
    {
        var setup = await LoggedInAsync(
            provider => provider with
            {
                Scopes = ["one", "two"],
                TokenParameters = new Dictionary<string, string> { [name] = template },
            },
            "&device_id=d-1");
        var request = setup.Provider.Requests.Last(sent => sent.Endpoint == PretendEndpoint.Token);
        Assert.That(request[name], Is.EqualTo(value));
    }

    [Test]
    public async Task A_refresh_has_no_parameters_of_the_token_request_when_it_has_its_own()
    {
        var setup = await LoggedInAsync(provider => provider with
        {
            TokenParameters = new Dictionary<string, string> { ["type"] = "web_server" },
            Refresh = new() { Parameters = new Dictionary<string, string>() },
        });
        Assert.That((await RefreshAsync(setup))["type"], Is.Null);
    }

    [Test]
    public async Task A_refresh_answer_is_read_in_its_own_shape()
    {
        var setup = new DanceSetup(provider: provider => provider with
        {
            Quirks = new() { TokenEnvelope = "authed_user" },
            Refresh = new()
            {
                TokenEnvelope = "",
                FieldNames = new Dictionary<string, string> { ["access_token"] = "token" },
            },
        });
        const string Code = """{"ok":true,"authed_user":{"access_token":"a","refresh_token":"r"}}""";
        setup.Provider.TokenAnswer = _ => Json(Code);
        await setup.LoginAsync("42");
        await RefreshAsync(setup, """{"ok":true,"token":"new","refresh_token":"new-refresh","token_type":"bearer"}""");
        var token = await GetStoredTokenAsync(setup);
        Assert.That(
            (token.AccessToken.Reveal(), token.RefreshToken.Reveal()), Is.EqualTo(("new", "new-refresh")));
    }

    [TestCase("no answer")]
    [TestCase("502")]
    [TestCase("breaks off")]
    public async Task A_lost_answer_is_asked_for_once_more_within_the_replay_window(string loss)
    {
        var setup = await LoggedInAsync(With(new() { ReplayWindow = TimeSpan.FromSeconds(30) }));
        var sent = new List<string?>();
        setup.Provider.TokenAnswer = request =>
        {
            sent.Add(request["refresh_token"]);
            return (sent.Count, loss) switch
            {
                (1, "no answer") => throw new HttpRequestException("gone"),
                (1, "502") => new(HttpStatusCode.BadGateway),
                (1, _) => Json("""{"access_token":"new-acc"""),
                _ => Json(NewToken),
            };
        };
        Assert.That((await setup.Dance.Session("42").RefreshAsync()).AccessToken.Reveal(), Is.EqualTo("new-access"));
        Assert.That(sent.Distinct().Count(), Is.EqualTo(1));
        Assert.That(sent, Has.Count.EqualTo(2));
    }

    [TestCase(0, 500, TestName = "A lost answer is not asked for again without a replay window")]
    [TestCase(30, 400, TestName = "A refusal is not followed by a replay")]
    [TestCase(30, 429, TestName = "An answer that asks to wait is not followed by a replay")]
    public async Task A_request_is_not_replayed(int window, int status)
    {
        var setup = await LoggedInAsync(With(new() { ReplayWindow = TimeSpan.FromSeconds(window) }));
        setup.Provider.TokenAnswer = _ => Json("", (HttpStatusCode)status);
        Assert.That(async () => await setup.Dance.Session("42").RefreshAsync(), Throws.InstanceOf<OAuthException>());
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1));
    }

    [TestCase(403, "Bad_OAuth_Token", 403, "Bad_OAuth_Token", 1)]
    [TestCase(403, "", 403, "anything", 1)]
    [TestCase(200, "token_expired", 200, """{"ok":false,"error":"token_expired"}""", 1)]
    [TestCase(200, "token_expired", 200, """{"ok":true}""", 0)]
    [TestCase(403, "Bad_OAuth_Token", 403, "no rights", 0)]
    [TestCase(403, "", 404, "anything", 0)]
    public async Task An_API_that_says_expired_in_its_own_way_gets_a_fresh_token(
        int status, string text, int answerStatus, string answerBody, int refreshes)
    {
        var calls = 0;
        var setup = new DanceSetup(
            options: options => options with
            {
                Http = new EndpointStub(options.Http!, "/api/me", _ => ++calls == 1
                    ? Json(answerBody, (HttpStatusCode)answerStatus)
                    : Json("fine")),
            },
            provider: With(new() { ExpiredTokenAnswers = [new(status, text)] }));
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromMinutes(1));
        var answer = await setup.Dance.Session("42").Request("me").AllowAnyHttpStatus().GetStringAsync();
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(refreshes));
        Assert.That(answer, Is.EqualTo(refreshes == 1 ? "fine" : answerBody));
    }

    [Test]
    public async Task A_text_beyond_the_first_8_KiB_of_an_API_answer_means_nothing_and_the_body_stays_whole()
    {
        var body = $"{new string('x', 8 * 1024)}token_expired{new string('y', 100_000)}";
        var setup = new DanceSetup(
            options: options => options with { Http = new EndpointStub(options.Http!, "/api/me", _ => Json(body)) },
            provider: With(new() { ExpiredTokenAnswers = [new(200, "token_expired")] }));
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await setup.Dance.Session("42").Request("me").GetStringAsync(), Is.EqualTo(body));
        Assert.That(setup.Provider.RefreshCount, Is.Zero);
    }
}
