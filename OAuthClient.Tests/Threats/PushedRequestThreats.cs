using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Threats;

/// <summary>The parameters of a pushed authorization request do not pass through the browser.</summary>
public class PushedRequestThreats
{
    [Test]
    public async Task T26_A_required_pushed_request_without_an_endpoint_begins_no_login()
    {
        var setup = new DanceSetup(
            provider: provider => provider with
            {
                PushedAuthorization = PushedAuthorization.Required,
                PushedAuthorizationRequestEndpoint = null,
            });
        await setup.AssertNotBegunAsync(new OAuthBeginOptions(), OAuthErrorCode.ParUnavailable);
    }

    [TestCase(Misbehavior.NoRequestUri, OAuthErrorCode.RequestUriMissing)]
    [TestCase(Misbehavior.ErrorWith400, OAuthErrorCode.ProviderError)]
    [TestCase(Misbehavior.ErrorWith200, OAuthErrorCode.ProviderError)]
    [TestCase(Misbehavior.HtmlWith500, OAuthErrorCode.EndpointHttp)]
    [TestCase(Misbehavior.RedirectsToken, OAuthErrorCode.EndpointRedirected)]
    [TestCase(Misbehavior.EchoesSecrets, OAuthErrorCode.ProviderError)]
    public async Task T26_A_failed_pushed_request_does_not_fall_back_to_the_browser(
        Misbehavior misbehavior, string code)
    {
        foreach (var pushed in new[] { PushedAuthorization.Required, PushedAuthorization.IfAvailable })
        {
            var setup = new DanceSetup(provider: provider => provider with { PushedAuthorization = pushed });
            setup.Provider.Misbehave = misbehavior;
            var login = await setup.AssertNotBegunAsync(() => setup.Dance.BeginAsync("42"), code, requests: 1);
            Assert.That(login.Response.Status, Is.EqualTo(502));
        }
    }

    [Test]
    public async Task T26_The_browser_carries_only_client_id_and_request_uri([Values] ResponseMode mode)
    {
        var setup = new DanceSetup(provider: provider => provider with
        {
            PushedAuthorization = PushedAuthorization.Required,
            ResponseMode = mode,
            Scopes = ["read"],
            Resources = ["https://pretend.example/api/"],
            AuthorizationParameters = new Dictionary<string, string> { ["prompt"] = "consent" },
        });
        var login = await setup.Dance.BeginAsync(
            "42", new() { Parameters = new Dictionary<string, string> { ["login_hint"] = "anna@pretend.example" } });
        var query = login.AuthorizationUrl!.Query[1..].Split('&').Select(pair => pair.Split('=')[0]);
        Assert.That(query, Is.EqualTo(new[] { "client_id", "request_uri" }));
        Assert.That(
            login.Response.Location,
            Is.EqualTo(login.AuthorizationUrl.AbsoluteUri).And.Not.Contain(setup.Recorder.SavedDances.Single().Id));
        var callback = await setup.Browser.AllowAsync(login.AuthorizationUrl);
        Assert.That((await setup.FinishAsync(callback, login.BrowserKey)).IsStored, Is.True);
    }
}
