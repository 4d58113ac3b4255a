using OAuthClient.Discovery;
using OAuthClient.OAuth2;
using OAuthClient.Tests.Http;

namespace OAuthClient.Tests.Discovery;

/// <summary>A dance whose endpoints a third party chose sends requests to tested addresses only.</summary>
public class GuardedDanceTests
{
    private const string Issuer = "https://issuer.example";

    // The name has the address of this machine.
    private const string Local = "https://localhost";

    private static readonly DiscoveryOptions ThirdParty = new() { NamedBy = IssuerSource.ThirdParty };

    [Test]
    public async Task T38_A_token_request_to_a_private_address_is_refused()
    {
        var dance = new OAuthDance(
            Read(Issuer, ThirdParty) with { TokenEndpoint = $"{Local}/token" }, DanceSetup.RedirectUri);
        var login = await dance.BeginAsync("42");
        var state = OAuthCallback.FromUrl(login.AuthorizationUrl!.Query)["state"];
        var outcome = await dance.FinishAsync($"?state={state}&code=the-code", login.BrowserKey);
        Assert.That(outcome.Error!.Code, Is.EqualTo(OAuthErrorCode.AddressRefused));
        Assert.That(outcome.Error.Message, Does.Contain("'localhost'"));
    }

    [Test]
    public async Task A_call_of_the_API_at_a_private_address_is_refused()
    {
        var provider = Read(Issuer, ThirdParty) with { ApiBaseUrl = $"{Local}/api" };
        var dance = new OAuthDance(provider, DanceSetup.RedirectUri);
        await dance.Session("42").StoreAsync(new() { AccessToken = "t" });
        using var client = new HttpClient(new OAuthClient.Http.OAuthHandler(dance.Session("42")));
        var failure = await Assert.ThrowsAsync<HttpRequestException>(
            () => client.GetAsync(new Uri($"{Local}/api/me")));
        Assert.That(
            (failure!.GetBaseException() as OAuthException)?.Error.Code, Is.EqualTo(OAuthErrorCode.AddressRefused));
    }

    [Test]
    public async Task A_token_request_to_an_address_that_is_allowed_is_sent()
    {
        await using var server = new RawServer(RawServer.RespondWithJson("""{"access_token":"t","token_type":"bearer"}"""));
        var provider = Read(server.Url, ThirdParty with { Allow = Insecure.LoopbackHttp });
        var dance = new OAuthDance(provider, DanceSetup.RedirectUri);
        var login = await dance.BeginAsync("42");
        var state = OAuthCallback.FromUrl(login.AuthorizationUrl!.Query)["state"];
        var outcome = await dance.FinishAsync($"?state={state}&code=the-code", login.BrowserKey);
        Assert.That(outcome.Kind, Is.EqualTo(OAuthOutcomeKind.Stored));
    }

    [Test]
    public void A_handler_of_the_host_needs_a_word_of_Insecure()
    {
        using var stub = new IssuerStub();
        var provider = Read(Issuer, ThirdParty);
        Assert.That(
            () => new OAuthDance(provider, DanceSetup.RedirectUri, new() { Http = stub }),
            Throws.ArgumentException.With.Message.Contains("Allow = Insecure.UnguardedHttp"));
        Assert.That(
            () => new OAuthDance(
                provider with { Allow = Insecure.UnguardedHttp }, DanceSetup.RedirectUri, new() { Http = stub }),
            Throws.Nothing);
        Assert.That(
            () => new OAuthDance(Read(Issuer, new()), DanceSetup.RedirectUri, new() { Http = stub }), Throws.Nothing);
    }

    [Test]
    public async Task A_handler_of_a_discovery_needs_a_word_of_Insecure()
    {
        using var stub = new IssuerStub();
        var failure = await Assert.ThrowsAsync<ArgumentException>(
            () => new OAuthDiscovery().DiscoverAsync("https://issuer.example", new() { Http = stub }));
        Assert.That(failure!.Message, Does.Contain("Allow = Insecure.UnguardedHttp"));
    }

    [Test]
    public async Task T28_A_handler_of_a_discovery_that_follows_redirects_is_refused()
    {
        using var handler = new SocketsHttpHandler();
        var options = new DiscoveryOptions { Http = handler, Allow = Insecure.UnguardedHttp };
        var failure = await Assert.ThrowsAsync<ArgumentException>(
            () => new OAuthDiscovery().DiscoverAsync("https://issuer.example", options));
        Assert.That(failure!.Message, Does.Contain("follows redirects"));
    }

    [Test]
    public void The_guarded_handler_uses_no_proxy_no_cookies_and_follows_no_redirects()
    {
        using var handler = OAuthClient.Internal.GuardedHandler.Create(Insecure.None);
        Assert.That(handler.UseProxy, Is.False);
        Assert.That(handler.UseCookies, Is.False);
        Assert.That(handler.AllowAutoRedirect, Is.False);
        Assert.That(handler.ConnectCallback, Is.Not.Null);
    }

    private static OAuth2Provider Read(string issuer, DiscoveryOptions options) =>
        OAuth2Provider.FromMetadata(
            IssuerStub.Json(issuer, $",\"authorization_endpoint\":\"{issuer}/authorize\""), issuer, options)
        with
        {
            ClientId = "me",
        };
}
