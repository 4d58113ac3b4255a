using System.Net;
using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth2;

/// <summary>Pushed authorization requests (RFC 9126).</summary>
public class PushedRequestTests
{
    [TestCase("client_secret_basic")]
    [TestCase("client_secret_post")]
    [TestCase("none")]
    public async Task A_pushed_request_authenticates_the_client_as_the_token_request_does(string method)
    {
        ClientAuthentication[] known =
        [
            ClientAuthentication.Basic, ClientAuthentication.Post, ClientAuthentication.None,
        ];
        var authentication = known.Single(candidate => candidate.Name == method);
        var setup = CreateSetup(provider => provider with
        {
            ClientAuthentication = authentication,
            ClientSecret = method == "none" ? default : provider.ClientSecret,
        });
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        var pushed = setup.Provider.AssertCalledOnce(PretendEndpoint.PushedAuthorizationRequest);
        var token = setup.Provider.AssertCalledOnce(PretendEndpoint.Token);
        Assert.That(
            (pushed.Authorization, pushed["client_secret"]),
            Is.EqualTo((token.Authorization, token["client_secret"])));
        string[] required =
            ["response_type", "client_id", "redirect_uri", "state", "code_challenge", "code_challenge_method"];
        var names = pushed.Form.Select(parameter => parameter.Name).ToArray();
        Assert.That(names, Is.Unique.And.SupersetOf(required));
    }

    [Test]
    public async Task The_whole_authorization_request_is_pushed_with_repeated_resources()
    {
        var setup = CreateSetup(provider => provider with
        {
            Scopes = ["read"],
            Resources = ["https://a.example/", "https://b.example/"],
            ResponseMode = ResponseMode.FormPost,
            AuthorizationDetails = "[{\"type\":\"x\"}]",
        });
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        var pushed = setup.Provider.AssertCalledOnce(PretendEndpoint.PushedAuthorizationRequest);
        Assert.That(
            pushed.Form.Where(parameter => parameter.Name == "resource").Select(parameter => parameter.Value),
            Is.EqualTo(new[] { "https://a.example/", "https://b.example/" }));
        Assert.That(
            (pushed["scope"], pushed["response_mode"], pushed["authorization_details"]),
            Is.EqualTo(("read", "form_post", "[{\"type\":\"x\"}]")));
    }

    [Test]
    public async Task Repeated_resources_are_an_array_in_a_JSON_request()
    {
        var bodies = new List<string>();
        HttpResponseMessage Record(HttpRequestMessage request)
        {
            using var reader = new StreamReader(request.Content!.ReadAsStream());
            bodies.Add(reader.ReadToEnd());
            return new() { Content = new StringContent("""{"request_uri":"urn:x"}""") };
        }
        var setup = new DanceSetup(
            options: options => options with { Http = new EndpointStub(options.Http!, "/par", Record) },
            provider: provider => provider with
            {
                PushedAuthorization = PushedAuthorization.Required,
                Resources = ["https://a.example/", "https://b.example/"],
                Quirks = new() { JsonRequests = true },
            });
        Assert.That((await setup.Dance.BeginAsync("42")).Error, Is.Null);
        Assert.That(bodies.Single(), Does.Contain("\"resource\":[\"https://a.example/\",\"https://b.example/\"]"));
    }

    [TestCase(Misbehavior.ErrorWith400, "invalid_grant", 400)]
    [TestCase(Misbehavior.ErrorWith200, "bad_verification_code", 200)]
    [TestCase(Misbehavior.HtmlWith500, null, 500)]
    [TestCase(Misbehavior.EmptyAnswer, null, 200)]
    [TestCase(Misbehavior.TruncatedAnswer, null, 200)]
    public async Task A_refused_pushed_request_is_reported_with_the_error_of_the_provider(
        Misbehavior misbehavior, string? words, int status)
    {
        var setup = CreateSetup(provider => provider);
        setup.Provider.Misbehave = misbehavior;
        var error = (await setup.Dance.BeginAsync("42")).Error!;
        Assert.That(
            (error.ProviderError, error.Status, error.Endpoint),
            Is.EqualTo((words, status, "https://pretend.example/par")));
    }

    [TestCase("code_challenge_method S256 is not known, response_type code is, and scope read is not")]
    public async Task An_error_description_that_repeats_public_parameters_is_not_masked(string words)
    {
        var setup = CreateSetup(
            provider => provider with { Scopes = ["read"] },
            $$"""{"error":"invalid_request","error_description":"{{words}}"}""");
        Assert.That((await setup.Dance.BeginAsync("42")).Error?.ProviderDescription, Is.EqualTo(words));
    }

    [TestCase("{{\"error\":\"e\",\"error_description\":\"{0}\"}}", "state")]
    [TestCase("{{\"error\":\"e\",\"error_description\":\"{0}\"}}", "code_challenge")]
    [TestCase("{{\"error\":\"e\",\"error_description\":\"{0}\"}}", "redirect_uri")]
    public async Task An_error_description_that_repeats_a_secret_parameter_is_masked(string answer, string parameter)
    {
        var sent = "";
        HttpResponseMessage Echo(HttpRequestMessage request)
        {
            using var reader = new StreamReader(request.Content!.ReadAsStream());
            sent = Uri.UnescapeDataString(Callbacks.Value("?" + reader.ReadToEnd(), parameter));
            return new(HttpStatusCode.BadRequest)
            {
                Content = new StringContent(string.Format(null, answer, sent)),
            };
        }
        var setup = new DanceSetup(
            options: options => options with { Http = new EndpointStub(options.Http!, "/par", Echo) },
            provider: provider => provider with
            {
                PushedAuthorization = PushedAuthorization.Required,
                Quirks = new() { StateInRedirectUri = parameter == "redirect_uri" },
            });
        var login = await setup.Dance.BeginAsync("42");
        Assert.That(sent, Has.Length.GreaterThan(20));
        Canary.AssertNoSecret(Canary.Texts(login), [sent]);
    }

    private static DanceSetup CreateSetup(Func<OAuth2Provider, OAuth2Provider> change, string? answer = null)
    {
        HttpResponseMessage? Answer(HttpRequestMessage request) =>
            answer is null ? null : new(HttpStatusCode.BadRequest) { Content = new StringContent(answer) };
        return new(
            options: options => options with { Http = new EndpointStub(options.Http!, "/par", Answer) },
            provider: provider => change(provider) with { PushedAuthorization = PushedAuthorization.Required });
    }
}
