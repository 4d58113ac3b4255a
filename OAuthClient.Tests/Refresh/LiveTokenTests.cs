using System.Net;
using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Refresh;

/// <summary>A provider without refresh tokens, which gives a new token for a live one, as Instagram does.</summary>
public class LiveTokenTests
{
    private const string Endpoint = "https://graph.example/access_token";
    private static readonly TokenKey Key = new(DanceSetup.KeyProvider, PretendProvider.ClientId, "42", TokenKey.DefaultAccount);

    private static readonly LiveTokenRequest LongLived = new(Endpoint, new Dictionary<string, string>
    {
        ["grant_type"] = "ig_exchange_token",
        ["client_secret"] = "{client_secret}",
        ["access_token"] = "{access_token}",
    })
    {
        UsesGet = true,
    };

    private static readonly LiveTokenRequest Renewal = new(Endpoint, new Dictionary<string, string>
    {
        ["grant_type"] = "ig_refresh_token",
        ["access_token"] = "{access_token}",
    })
    {
        UsesGet = true,
        MinAge = TimeSpan.FromDays(1),
    };

    private readonly List<string> _requests = [];
    private int _status = 200;

    private async Task<DanceSetup> LoggedInAsync()
    {
        var setup = new DanceSetup(
            options: options => options with { Http = new EndpointStub(options.Http!, "/access_token", AnswerExchange) },
            provider: provider => provider with
            {
                LongLivedToken = LongLived,
                Refresh = new() { LiveToken = Renewal },
                Allow = Insecure.TokenInQuery,
            });
        setup.Provider.TokenAnswer = _ => Json("""{"access_token":"short","user_id":1}""");
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        return setup;
    }

    [Test]
    public async Task An_extension_that_fails_in_the_exchange_does_not_fail_the_login()
    {
        var extension = new TracedExtension
        {
            AtStep = (step, _) => step.Contains("LiveToken", StringComparison.Ordinal)
                ? throw new IOException("no key")
                : Task.CompletedTask,
        };
        var setup = new DanceSetup(
            options: options => options with { Http = new EndpointStub(options.Http!, "/access_token", AnswerExchange) },
            provider: provider => provider with
            {
                LongLivedToken = LongLived,
                Allow = Insecure.TokenInQuery,
                Extensions = [extension],
            });
        setup.Provider.TokenAnswer = _ => Json("""{"access_token":"short","user_id":1}""");
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        Assert.That((await setup.Tokens.GetAsync(Key))!.Token.AccessToken.Reveal(), Is.EqualTo("short"));
    }

    private HttpResponseMessage AnswerExchange(HttpRequestMessage request)
    {
        _requests.Add($"{request.Method} {request.RequestUri!.Query}");
        var fields = $$"""{"access_token":"long-{{_requests.Count}}","token_type":"bearer","expires_in":5184000}""";
        return Json(_status == 200 ? fields : "", _status);
    }

    private static HttpResponseMessage Json(string body, int status = 200) =>
        new((HttpStatusCode)status) { Content = new StringContent(body) };

    private static async Task<string> GetTokenAsync(DanceSetup setup) =>
        (await setup.Dance.Session("42").GetTokenAsync())!.AccessToken.Reveal();

    [Test]
    public async Task The_token_of_a_login_is_exchanged_for_a_long_lived_one()
    {
        var setup = await LoggedInAsync();
        Assert.That(await GetTokenAsync(setup), Is.EqualTo("long-1"));
        var query = $"grant_type=ig_exchange_token&client_secret={Uri.EscapeDataString(PretendProvider.ClientSecret)}&access_token=short";
        Assert.That(_requests, Is.EqualTo(new[] { $"GET ?{query}" }));
        var token = (await setup.Tokens.GetAsync(Key))!.Token;
        Assert.That(token.ExpiresAt, Is.EqualTo(setup.Time.GetUtcNow() + TimeSpan.FromDays(60)));
        Assert.That(token.Fields["user_id"].Reveal(), Is.EqualTo("1"), "the fields of the login stay");
    }

    [TestCase(29, "long-1", 1)]
    [TestCase(31, "long-2", 2)]
    [TestCase(59, "long-2", 2)]
    public async Task A_long_lived_token_is_renewed_when_half_of_its_lifetime_is_over(
        int days, string token, int requests)
    {
        var setup = await LoggedInAsync();
        setup.Time.Advance(TimeSpan.FromDays(days));
        Assert.That(await GetTokenAsync(setup), Is.EqualTo(token));
        Assert.That(_requests, Has.Count.EqualTo(requests));
        Assert.That(_requests[^1], Does.Contain(requests == 1 ? "ig_exchange_token" : "ig_refresh_token"));
    }

    [Test]
    public async Task A_token_whose_receipt_is_ahead_of_the_clock_is_exchanged_all_the_same()
    {
        _status = 500;
        var setup = await LoggedInAsync();
        await ReceiveLaterAsync(setup);
        _status = 200;
        Assert.That(await GetTokenAsync(setup), Is.EqualTo("long-2"));
    }

    [Test]
    public async Task A_token_whose_receipt_is_ahead_of_the_clock_is_not_too_young_for_a_renewal()
    {
        var setup = await LoggedInAsync();
        await ReceiveLaterAsync(setup);
        Assert.That((await setup.Dance.Session("42").RefreshAsync()).AccessToken.Reveal(), Is.EqualTo("long-2"));
    }

    // The clock has been set back since, or the clock of the machine that received the token is ahead.
    private static async Task ReceiveLaterAsync(DanceSetup setup)
    {
        var stored = (await setup.Tokens.GetAsync(Key))!;
        var later = stored.Token with { ReceivedAt = setup.Time.GetUtcNow() + TimeSpan.FromHours(1) };
        await setup.Tokens.PutAsync(Key, later, stored.Version);
    }

    [Test]
    public async Task A_token_that_could_not_be_exchanged_at_its_login_is_used_and_exchanged_later()
    {
        _status = 500;
        var setup = await LoggedInAsync();
        Assert.That(await GetTokenAsync(setup), Is.EqualTo("short"));
        _status = 200;
        setup.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.That(await GetTokenAsync(setup), Is.EqualTo("long-2"));
    }

    [Test]
    public async Task An_expired_token_is_not_renewed_and_asks_for_a_login()
    {
        var setup = await LoggedInAsync();
        setup.Time.Advance(TimeSpan.FromDays(61));
        Assert.That(await setup.Dance.Session("42").IsAuthorizedAsync(), Is.False);
        Assert.That(
            async () => await setup.Dance.Session("42").RefreshAsync(),
            Throws.TypeOf<AuthorizationRequiredException>());
        Assert.That(_requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task No_error_shows_the_token_that_was_sent()
    {
        _status = 400;
        var setup = await LoggedInAsync();
        setup.Time.Advance(TimeSpan.FromSeconds(10));
        await GetTokenAsync(setup);
        Assert.That(string.Join('\n', setup.Errors), Does.Not.Contain("short").And.Not.Contains("ig_exchange"));
    }
}
