using System.Net;
using OAuthClient.OAuth1;
using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Threats;

/// <summary>Secrets go to the endpoints of the provider's value, over TLS, and nowhere else.</summary>
public class EndpointThreats
{
    private static readonly string[] Addresses =
    [
        "http://pretend.example/x", "http://localhost.evil.example/", "http://localhost:80@evil.example/",
        "http://127.0.0.1.evil.example/", "http://127.0.0.1@evil.example/",
        "http://loopback/", "http://[::1%25x]@evil.example/", "http://2130706433.evil.example/",
        "http://evil.example/localhost", "ftp://localhost/", "//localhost/", "localhost",
    ];

    private static readonly string[] Fields =
        [
            nameof(OAuth2Provider.TokenEndpoint),
            nameof(OAuth2Provider.AuthorizationEndpoint),
            nameof(OAuth2Provider.PushedAuthorizationRequestEndpoint),
            nameof(OAuth2Quirks.RegionalTokenEndpoints),
            nameof(OAuthProvider.ApiBaseUrl),
            nameof(OAuthProvider.Origins),
        ];

    [Test]
    public void T27_An_endpoint_that_is_neither_https_nor_a_loopback_address_is_refused(
        [ValueSource(nameof(Addresses))] string address, [ValueSource(nameof(Fields))] string field,
        [Values] bool loopbackAllowed)
    {
        var allow = loopbackAllowed ? Insecure.LoopbackHttp : Insecure.None;
        Assert.That(
            () => new OAuthDance(WithAddress(field, address) with { Allow = allow }, DanceSetup.RedirectUri),
            Throws.ArgumentException.With.Message.Contains(field));
    }

    [TestCase("http://localhost:5000/x")]
    [TestCase("http://127.0.0.1/x")]
    [TestCase("http://[::1]:5000/x")]
    public void T27_Http_on_a_loopback_address_needs_Insecure_LoopbackHttp(string address)
    {
        foreach (var field in Fields)
        {
            Assert.That(
                () => new OAuthDance(WithAddress(field, address), DanceSetup.RedirectUri),
                Throws.ArgumentException.With.Message.Contains("Insecure.LoopbackHttp"));
            Assert.That(
                () => new OAuthDance(WithAddress(field, address) with { Allow = Insecure.LoopbackHttp }, DanceSetup.RedirectUri),
                Throws.Nothing);
        }
    }

    [TestCase(nameof(OAuth1Provider.TemporaryCredentialEndpoint))]
    [TestCase(nameof(OAuth1Provider.AuthorizationEndpoint))]
    [TestCase(nameof(OAuth1Provider.TokenEndpoint))]
    public void T27_An_OAuth1_endpoint_that_is_not_https_is_refused(string field)
    {
        var provider = new PretendProvider().OAuth1;
        foreach (var address in Addresses)
        {
            var changed = field switch
            {
                nameof(OAuth1Provider.TemporaryCredentialEndpoint) => provider with { TemporaryCredentialEndpoint = address },
                nameof(OAuth1Provider.AuthorizationEndpoint) => provider with { AuthorizationEndpoint = address },
                _ => provider with { TokenEndpoint = address },
            };
            Assert.That(
                () => new OAuthDance(changed with { Allow = Insecure.LoopbackHttp }, DanceSetup.RedirectUri),
                Throws.ArgumentException.With.Message.Contains(field),
                address);
        }
    }

    [TestCase("client_secret_basic")]
    [TestCase("client_secret_basic_raw")]
    [TestCase("client_secret_post")]
    public async Task T27_A_token_request_is_a_POST_with_the_secret_in_its_header_or_body(string method)
    {
        var authentication =
            new[] { ClientAuthentication.Basic, ClientAuthentication.RawBasic, ClientAuthentication.Post }.Single(
                way => way.Name == method);
        var setup = new DanceSetup(
            provider: provider => provider with
            {
                ClientAuthentication = authentication,
                PushedAuthorization = PushedAuthorization.Required,
            });
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.EqualTo(true));
        foreach (var request in new[] { setup.Provider.AssertCalledOnce(PretendEndpoint.Token), setup.Provider.AssertCalledOnce(PretendEndpoint.PushedAuthorizationRequest) })
        {
            Assert.That(
                (request.Method, request.Url),
                Is.EqualTo(("POST", $"https://pretend.example/{(request.Endpoint == PretendEndpoint.Token ? "token" : "par")}")),
                "and no query");
            Assert.That(request.Authorization ?? request["client_secret"], Is.Not.Null);
        }
    }

    [TestCase(301)]
    [TestCase(302)]
    [TestCase(303)]
    [TestCase(307)]
    [TestCase(308)]
    public async Task T28_A_redirect_of_an_endpoint_is_not_followed(int status)
    {
        foreach (var (protocol, endpoint, isBegin) in new[] { (Protocol.OAuth2, "/token", false), (Protocol.OAuth2, "/par", true), (Protocol.OAuth1, "/oauth1/initiate", true), (Protocol.OAuth1, "/oauth1/token", false) })
        {
            foreach (var place in new[] { "https://evil.example/steal", "https://pretend.example/elsewhere", "/elsewhere", "http://pretend.example/token" })
            {
                var setup = new DanceSetup(
                    protocol,
                    options => options with { Http = new EndpointStub(options.Http!, endpoint, _ => new((HttpStatusCode)status) { Headers = { Location = new(place, UriKind.RelativeOrAbsolute) } }) },
                    provider => provider with { PushedAuthorization = endpoint == "/par" ? PushedAuthorization.Required : PushedAuthorization.Off });
                if (isBegin)
                {
                    await setup.AssertNotBegunAsync(new OAuthBeginOptions(), OAuthErrorCode.EndpointRedirected);
                    continue;
                }
                var callback = await setup.GetCallbackUrlAsync("42");
                await setup.AssertFailedAsync(
                    () => setup.Dance.FinishAsync(callback, setup.Browser.Cookie),
                    OAuthOutcomeKind.ProviderFailed,
                    OAuthErrorCode.EndpointRedirected,
                    requests: 0);
            }
        }
    }

    private static OAuth2Provider WithAddress(string field, string address)
    {
        var provider = new PretendProvider().OAuth2;
        return field switch
        {
            nameof(OAuth2Provider.TokenEndpoint) => provider with { TokenEndpoint = address },
            nameof(OAuth2Provider.AuthorizationEndpoint) => provider with { AuthorizationEndpoint = address },
            nameof(OAuth2Provider.PushedAuthorizationRequestEndpoint) => provider with { PushedAuthorizationRequestEndpoint = address },
            nameof(OAuth2Quirks.RegionalTokenEndpoints) => provider with { Quirks = new() { RegionParameter = "location", RegionalTokenEndpoints = new Dictionary<string, string> { ["eu"] = address } } },
            nameof(OAuthProvider.ApiBaseUrl) => provider with { ApiBaseUrl = address },
            _ => provider with { Origins = [address] },
        };
    }
}
