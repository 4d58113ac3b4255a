using System.Net;
using Flurl.Http;
using OAuthClient.Http;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Threats;

/// <summary>An access token is sent only to the provider's origins, and only in a header.</summary>
public class TokenThreats
{
    [TestCase("https://evil.example/steal?x=1", "https://evil.example")]
    [TestCase("http://pretend.example/api/me", "http://pretend.example")]
    [TestCase("https://pretend.example:8443/api/me", "https://pretend.example:8443")]
    [TestCase("https://pretend.example.evil.example/api/me", "https://pretend.example.evil.example")]
    [TestCase("https://pretend.example@evil.example/api/me", "https://evil.example")]
    [TestCase("https://xn--pretend-example/api/me", "https://xn--pretend-example")]
    public async Task T29_A_call_to_another_origin_is_refused_before_any_request(string address, string shown)
    {
        foreach (var protocol in Enum.GetValues<Protocol>())
        {
            var setup = new DanceSetup(protocol);
            await setup.LoginAsync("42");
            var requests = setup.Provider.Requests.Count;
            var refused = Assert.Throws<OAuthException>(() => setup.Dance.Session("42").Request(address))!;
            Assert.That(
                (refused.Error.Code, setup.Provider.Requests.Count),
                Is.EqualTo((OAuthErrorCode.TokenHostRefused, requests)));
            Assert.That(refused.Message, Does.Contain($"'{shown}'").And.Contain("Origins").And.Not.Contain("x=1"));
            AssertNoSecret(setup, refused);
        }
    }

    [TestCase(302)]
    [TestCase(303)]
    [TestCase(307)]
    public async Task T29_A_redirect_to_another_host_is_followed_without_the_token(int status)
    {
        foreach (var protocol in Enum.GetValues<Protocol>())
        {
            var seen = new List<HttpRequestMessage>();
            HttpResponseMessage? Note(HttpRequestMessage request)
            {
                seen.Add(request);
                return request.RequestUri!.Host == "evil.example"
                    ? new()
                    : new((HttpStatusCode)status) { Headers = { Location = new("https://evil.example/away/me") } };
            }
            var setup = new DanceSetup(
                protocol, options => options with { Http = new EndpointStub(options.Http!, "/away/me", Note) });
            await setup.LoginAsync("42");
            await setup.Dance.Session("42").Request("away/me").PostStringAsync("content");
            Assert.That(
                seen.Select(request => (request.RequestUri!.Host, request.Headers.Authorization is not null)),
                Is.EqualTo(new[] { ("pretend.example", true), ("evil.example", false) }));
            Canary.AssertNoSecret(seen.Skip(1).Select(request => request.ToString()), IssuedSecrets(setup));
        }
    }

    [Test]
    public async Task T29_An_HttpClient_with_the_OAuth_handler_sends_the_token_only_to_origins_of_the_provider(
        [Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        await setup.LoginAsync("42");
        using var client = new HttpClient(new OAuthHandler(setup.Dance.Session("42")));
        string[] addresses =
        [
            "https://pretend.example/api/me",
            "https://evil.example/api/me",
            "http://pretend.example/api/me",
            "https://pretend.example:8443/api/me",
            "https://pretend.example.evil.example/api/me",
        ];
        foreach (var address in addresses)
            await client.GetAsync(new Uri(address));
        var calls = setup.Provider.Requests.Where(request => request.Endpoint == PretendEndpoint.Api);
        Assert.That(
            calls.Select(call => call.Authorization is not null),
            Is.EqualTo(new[] { true, false, false, false, false }));
    }

    [Test]
    public async Task T30_The_token_is_sent_in_a_header_and_not_in_the_query([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        await setup.LoginAsync("42");
        await setup.Dance.Session("42").Request("me?x=1").GetStringAsync();
        var call = setup.Provider.AssertCalledOnce(PretendEndpoint.Api);
        Assert.That(
            (call.Url, call.Body, call.Authorization is not null),
            Is.EqualTo(("https://pretend.example/api/me?x=1", "", true)));
    }

    [Test]
    public void T30_A_token_in_the_query_needs_Insecure_TokenInQuery() => Assert.That(
        () => new DanceSetup(
            provider: provider => provider with { Quirks = new() { TokenQueryParameter = "access_token" } }),
        Throws.ArgumentException.With.Message.Contains("Insecure.TokenInQuery"));

    [TestCase("me", "https://pretend.example/api/me?access_token=")]
    [TestCase("me?x=1", "https://pretend.example/api/me?x=1&access_token=")]
    [TestCase("me?x=1#fragment", "https://pretend.example/api/me?x=1&access_token=")]
    public async Task T30_With_Insecure_TokenInQuery_the_token_is_in_the_query_and_nowhere_else(
        string address, string sent)
    {
        var setup = new DanceSetup(
            provider: provider => provider with
            {
                Quirks = new() { TokenQueryParameter = "access_token" },
                Allow = Insecure.TokenInQuery,
            });
        await setup.LoginAsync("42");
        var failed = await Assert.CatchAsync<FlurlHttpException>(
            () => setup.Dance.Session("42").Request(address).GetJsonAsync<int[]>());
        var call = setup.Provider.AssertCalledOnce(PretendEndpoint.Api);
        Assert.That(
            (call.Url, call.Authorization),
            Is.EqualTo((sent + setup.Recorder.StoredTokens.Single().AccessToken.Reveal(), (string?)null)));
        AssertNoSecret(setup, failed!);
    }

    private static IEnumerable<string> IssuedSecrets(DanceSetup setup) =>
        setup.Recorder.StoredTokens.SelectMany(
            token => new[] { token.AccessToken, token.RefreshToken, token.TokenSecret })
            .Select(secret => secret.Reveal()).Where(secret => secret.Length > 0);

    private static void AssertNoSecret(DanceSetup setup, Exception exception) => Canary.AssertNoSecret(
        [exception.ToString(), exception.Message], [.. IssuedSecrets(setup), .. Canary.ClientSecrets]);
}
