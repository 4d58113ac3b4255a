using Flurl.Http;
using OAuthClient.Http;
using OAuthClient.Testing;

namespace OAuthClient.Tests;

public class OAuthSessionTests
{
    private sealed record Profile(string Login);

    [TestCase("https://evil.example/api")]
    [TestCase("http://pretend.example/api")]
    [TestCase("https://pretend.example:8443/api")]
    [TestCase("https://pretend.example.evil.example/api")]
    [TestCase("https://pretend.example@evil.example/api")]
    [TestCase("https://pretend.example%2F@evil.example/api")]
    [TestCase("https://pretend.example-evil.example")]
    [TestCase("//pretend.example/api")]
    public void A_URL_that_only_resembles_an_allowed_origin_is_refused(string url)
    {
        var setup = new DanceSetup(provider: provider => provider with
        {
            ApiBaseUrl = null,
            Origins = ["https://pretend.example"],
        });
        Assert.That(() => setup.Dance.Session("42").Request(url), Throws.TypeOf<OAuthException>());
    }

    [TestCase("https://pretend.example")]
    [TestCase("https://pretend.example/api/me")]
    [TestCase("https://pretend.example?to=https://evil.example")]
    [TestCase("https://pretend.example/@evil.example")]
    [TestCase("https://pretend.example#evil.example")]
    [TestCase("https://pretend.example:443/api/me")]
    [TestCase("HTTPS://Pretend.Example/api/me")]
    public void Every_spelling_of_an_allowed_origin_is_accepted(string url)
    {
        var setup = new DanceSetup(provider: provider => provider with
        {
            ApiBaseUrl = null,
            Origins = ["https://pretend.example"],
        });
        Assert.That(() => setup.Dance.Session("42").Request(url), Throws.Nothing);
    }

    [Test]
    public void A_call_without_a_URL_is_refused_when_there_is_no_ApiBaseUrl()
    {
        var setup = new DanceSetup(provider: provider => provider with { ApiBaseUrl = null });
        Assert.That(
            () => setup.Dance.Session("42").Request(),
            Throws.TypeOf<OAuthException>().With.Message.Contains("ApiBaseUrl"));
    }

    [Test]
    public async Task An_additional_origin_of_the_provider_gets_the_token()
    {
        var setup = new DanceSetup(provider: provider => provider with
        {
            Origins = ["https://uploads.pretend.example"],
        });
        await setup.LoginAsync("42");
        await setup.Dance.Session("42").Request("https://uploads.pretend.example/api/file").PutStringAsync("content");
        Assert.That(setup.Provider.AssertCalledOnce(PretendEndpoint.Api).Authorization, Does.StartWith("Bearer "));
    }

    [Test]
    public void A_call_without_a_token_throws_AuthorizationRequiredException() =>
        Assert.That(
            async () => await new DanceSetup().Dance.Session("42").Request("me").GetStringAsync(),
            Throws.InstanceOf<Exception>()
                .With.InnerException.TypeOf<AuthorizationRequiredException>()
                .And.InnerException.Property(nameof(OAuthException.Error))
                .Property(nameof(OAuthError.Code))
                .EqualTo(OAuthErrorCode.AuthorizationRequired));

    [Test]
    public async Task One_user_never_calls_with_the_token_of_another()
    {
        var setup = new DanceSetup();
        await setup.LoginAsync("42");
        Assert.That(await setup.Dance.Session("43").GetTokenAsync(), Is.Null);
        Assert.That(await setup.Dance.Session("42", "work").GetTokenAsync(), Is.Null);
    }

    [Test]
    public async Task A_session_is_authorized_until_its_token_has_expired_and_cannot_be_refreshed(
        [Values] bool canRefresh)
    {
        var setup = new DanceSetup();
        var session = setup.Dance.Session("42");
        Assert.That(await session.IsAuthorizedAsync(), Is.False);
        var key = new TokenKey(DanceSetup.KeyProvider, PretendProvider.ClientId, "42", TokenKey.DefaultAccount);
        await setup.Tokens.PutAsync(
            key,
            new()
            {
                AccessToken = "a",
                RefreshToken = canRefresh ? "r" : default,
                ExpiresAt = setup.Time.GetUtcNow().AddSeconds(3600),
            },
            null);
        Assert.That(await session.IsAuthorizedAsync(), Is.True);
        setup.Time.Advance(TimeSpan.FromSeconds(3600));
        Assert.That(await session.IsAuthorizedAsync(), Is.EqualTo(canRefresh));
        Assert.That(setup.Provider.Requests, Is.Empty, "no request to the provider");
    }

    [Test]
    public async Task A_call_with_an_expired_token_throws_an_exception_that_can_begin_a_login()
    {
        var setup = new DanceSetup();
        var key = new TokenKey(DanceSetup.KeyProvider, PretendProvider.ClientId, "42", TokenKey.DefaultAccount);
        await setup.Tokens.PutAsync(key, new() { AccessToken = "a", ExpiresAt = setup.Time.GetUtcNow() }, null);
        var failed = await Assert.CatchAsync<FlurlHttpException>(
            () => setup.Dance.Session("42").Request("me").GetAsync());
        var required = (AuthorizationRequiredException)failed!.InnerException!;
        Assert.That(
            (required.Error.Code, required.User, setup.Provider.Requests.Count),
            Is.EqualTo((OAuthErrorCode.AuthorizationRequired, (OAuthUser)"42", 0)));
        Assert.That((await required.BeginAsync()).IsBegun, Is.True);
    }

    [TestCase("me", "https://pretend.example/api/me")]
    [TestCase("/me", "https://pretend.example/api/me")]
    [TestCase("https://pretend.example/api/me", "https://pretend.example/api/me")]
    public void A_relative_URL_is_resolved_against_ApiBaseUrl(string relative, string url) =>
        Assert.That(new DanceSetup().Dance.Session("42").Request(relative).Url.ToString(), Is.EqualTo(url));

    [TestCase("GET", "me?b=2&a=1&a=%20x&empty=&valueless", null)]
    [TestCase("GET", "me?name=%C3%A9%20%2B%2A~%27()%21", null)]
    [TestCase("POST", "me", "status=Hello+Ladies+%2B+Gentlemen%2C&a=1&a=")]
    public async Task An_OAuth1_call_through_HttpClient_is_signed(string method, string url, string? form)
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        await setup.LoginAsync("42");
        using var client = new HttpClient(new OAuthHandler(setup.Dance.Session("42")))
        {
            BaseAddress = new("https://pretend.example/api/"),
        };
        using var request = new HttpRequestMessage(new(method), url);
        if (form is not null)
            request.Content = new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        Assert.That((int)(await client.SendAsync(request)).StatusCode, Is.EqualTo(200));
    }
}
