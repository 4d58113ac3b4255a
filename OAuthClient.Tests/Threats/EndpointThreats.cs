using System.Net;
using OAuthClient.OAuth1;
using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Threats;

/// <summary>Secrets are sent only to endpoints that the provider value names, and only over TLS.</summary>
public class EndpointThreats
{
    private static readonly string[] RefusedAddresses =
    [
        "http://pretend.example/x", "http://localhost.evil.example/", "http://localhost:80@evil.example/",
        "http://127.0.0.1.evil.example/", "http://127.0.0.1@evil.example/",
        "http://loopback/", "http://[::1%25x]@evil.example/", "http://2130706433.evil.example/",
        "http://evil.example/localhost", "ftp://localhost/", "//localhost/", "localhost",
    ];

    private static readonly string[] EndpointFields =
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
        [ValueSource(nameof(RefusedAddresses))] string address, [ValueSource(nameof(EndpointFields))] string field,
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
        foreach (var field in EndpointFields)
        {
            var provider = WithAddress(field, address);
            Assert.That(
                () => new OAuthDance(provider, DanceSetup.RedirectUri),
                Throws.ArgumentException.With.Message.Contains("Insecure.LoopbackHttp"));
            Assert.That(
                () => new OAuthDance(provider with { Allow = Insecure.LoopbackHttp }, DanceSetup.RedirectUri),
                Throws.Nothing);
        }
    }

    [TestCase(nameof(OAuth1Provider.TemporaryCredentialEndpoint))]
    [TestCase(nameof(OAuth1Provider.AuthorizationEndpoint))]
    [TestCase(nameof(OAuth1Provider.TokenEndpoint))]
    public void T27_An_OAuth1_endpoint_that_is_not_https_is_refused(string field)
    {
        var provider = new PretendProvider().OAuth1;
        foreach (var address in RefusedAddresses)
        {
            var changed = field switch
            {
                nameof(OAuth1Provider.TemporaryCredentialEndpoint) =>
                    provider with { TemporaryCredentialEndpoint = address },
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
        var authentication = method switch
        {
            "client_secret_basic" => ClientAuthentication.Basic,
            "client_secret_basic_raw" => ClientAuthentication.RawBasic,
            _ => ClientAuthentication.Post,
        };
        var setup = new DanceSetup(
            provider: provider => provider with
            {
                ClientAuthentication = authentication,
                PushedAuthorization = PushedAuthorization.Required,
            });
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        AssertSecretInHeaderOrBody(PretendEndpoint.Token, "https://pretend.example/token");
        AssertSecretInHeaderOrBody(PretendEndpoint.PushedAuthorizationRequest, "https://pretend.example/par");

        void AssertSecretInHeaderOrBody(PretendEndpoint endpoint, string url)
        {
            var request = setup.Provider.AssertCalledOnce(endpoint);
            Assert.That((request.Method, request.Url), Is.EqualTo(("POST", url)), "the URL has no query");
            Assert.That(request.Authorization ?? request["client_secret"], Is.Not.Null);
        }
    }

    private static readonly string[] RedirectTargets =
    [
        "https://evil.example/steal",
        "https://pretend.example/elsewhere",
        "/elsewhere",
        "http://pretend.example/token",
    ];

    [Test]
    public async Task T28_A_redirect_of_an_endpoint_is_not_followed(
        [Values(301, 302, 303, 307, 308)] int status,
        [Values("/token", "/par", "/oauth1/initiate", "/oauth1/token")] string endpoint)
    {
        foreach (var target in RedirectTargets)
        {
            var setup = WithRedirect(endpoint, status, target);
            if (endpoint is "/par" or "/oauth1/initiate")
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

    private static DanceSetup WithRedirect(string endpoint, int status, string target)
    {
        var isOAuth1 = endpoint.StartsWith("/oauth1", StringComparison.Ordinal);
        var pushed = endpoint == "/par" ? PushedAuthorization.Required : PushedAuthorization.Off;
        return new(
            isOAuth1 ? Protocol.OAuth1 : Protocol.OAuth2,
            options => options with { Http = new EndpointStub(options.Http!, endpoint, _ => Redirect()) },
            provider => provider with { PushedAuthorization = pushed });

        HttpResponseMessage Redirect() =>
            new((HttpStatusCode)status) { Headers = { Location = new(target, UriKind.RelativeOrAbsolute) } };
    }

    private static OAuth2Provider WithAddress(string field, string address)
    {
        var provider = new PretendProvider().OAuth2;
        var regions = new Dictionary<string, string> { ["eu"] = address };
        return field switch
        {
            nameof(OAuth2Provider.TokenEndpoint) => provider with { TokenEndpoint = address },
            nameof(OAuth2Provider.AuthorizationEndpoint) => provider with { AuthorizationEndpoint = address },
            nameof(OAuth2Provider.PushedAuthorizationRequestEndpoint) =>
                provider with { PushedAuthorizationRequestEndpoint = address },
            nameof(OAuth2Quirks.RegionalTokenEndpoints) =>
                provider with { Quirks = new() { RegionParameter = "location", RegionalTokenEndpoints = regions } },
            nameof(OAuthProvider.ApiBaseUrl) => provider with { ApiBaseUrl = address },
            _ => provider with { Origins = [address] },
        };
    }
}
