using System.Text.Json.Nodes;
using OAuthClient.Discovery;

namespace OAuthClient.Tests.Discovery;

/// <summary>The metadata of a client: its defaults, its names in RFC 7591, and what is refused.</summary>
public class ClientMetadataTests
{
    private const string Url = "https://app.example/oauth/client.json";
    private static readonly ClientMetadata Web = RegistrationSetup.Metadata;

    [TestCase("https://app.example/callback", "web", "client_secret_basic")]
    [TestCase("http://127.0.0.1:5000/callback", "native", "none")]
    [TestCase("http://[::1]/callback", "native", "none")]
    [TestCase("com.example.app:/callback", "native", "none")]
    public async Task The_kind_of_the_client_and_its_method_follow_from_the_redirect_URI(
        string redirectUri, string kind, string method)
    {
        var setup = new RegistrationSetup();
        await setup.Create(_ => new() { RedirectUris = [redirectUri] }).GetAsync();
        var sent = setup.Server.Bodies.Single();
        Assert.That(sent["application_type"]!.GetValue<string>(), Is.EqualTo(kind));
        Assert.That(sent["token_endpoint_auth_method"]!.GetValue<string>(), Is.EqualTo(method));
    }

    [Test]
    public void A_client_with_logins_uses_codes_and_refresh_tokens()
    {
        Assert.That(Web.GrantTypes, Is.EqualTo(new[] { "authorization_code", "refresh_token" }));
        Assert.That(Web.ResponseTypes, Is.EqualTo(new[] { "code" }));
    }

    [Test]
    public async Task Each_field_has_its_name_in_the_RFC()
    {
        var setup = new RegistrationSetup();
        await setup.Create(_ => new()
        {
            ClientName = "Bank",
            RedirectUris = [RegistrationSetup.RedirectUri],
            Scopes = ["read", "write"],
            ClientUri = "https://app.example",
            LogoUri = "https://app.example/logo",
            Contacts = ["ops@app.example"],
            TosUri = "https://app.example/tos",
            PolicyUri = "https://app.example/policy",
            SoftwareId = "bank",
            SoftwareVersion = "1",
            Jwks = """{"keys":[{"kty":"EC","x":"a"}]}""",
            SoftwareStatement = "e.y.J",
            Fields = new Dictionary<string, string> { ["client_name#de"] = "\"Geld\"", ["require_pkce"] = "true" },
        }).GetAsync();
        var expected = JsonNode.Parse(
            """
            {
              "client_name": "Bank", "redirect_uris": ["https://app.example/callback"],
              "grant_types": ["authorization_code", "refresh_token"], "response_types": ["code"],
              "token_endpoint_auth_method": "client_secret_basic", "scope": "read write", "application_type": "web",
              "client_uri": "https://app.example", "logo_uri": "https://app.example/logo",
              "contacts": ["ops@app.example"], "tos_uri": "https://app.example/tos",
              "policy_uri": "https://app.example/policy", "software_id": "bank", "software_version": "1",
              "jwks": {"keys": [{"kty": "EC", "x": "a"}]}, "software_statement": "e.y.J", "client_name#de": "Geld",
              "require_pkce": true
            }
            """);
        var sent = setup.Server.Bodies.Single();
        Assert.That(JsonNode.DeepEquals(sent, expected), Is.True, sent.ToJsonString());
    }

    private static IEnumerable<TestCaseData> Mistakes()
    {
        yield return Mistake("nothing to do", Web with { RedirectUris = [] }, "RedirectUris");
        yield return Mistake("logins to nowhere", new() { GrantTypes = ["authorization_code"] }, "RedirectUris");
        yield return Mistake("plain http", Web with { RedirectUris = ["http://app.example/"] }, "https");
        yield return Mistake("an unknown kind", Web with { ApplicationType = "mobile" }, "native");
        yield return Mistake("two key sets", Web with { Jwks = """{"keys":[]}""", JwksUri = "https://a.example" }, "JwksUri");
        yield return Mistake("a method without a key", Web with { TokenEndpointAuthMethod = "private_key_jwt" }, "JwksUri");
        yield return Mistake("two scopes in one", Web with { Scopes = ["read write"] }, "scope");
        yield return Mistake("a page that is none", Web with { ClientUri = "app.example" }, "ClientUri");
        yield return Mistake("a page that is a script", Web with { LogoUri = "javascript:alert(1)" }, "LogoUri");
        yield return Mistake("a private key", Web with { Jwks = """{"keys":[{"kty":"RSA","d":"x"}]}""" }, "private");
        yield return Mistake("a symmetric key", Web with { Jwks = """{"keys":[{"kty":"oct","k":"x"}]}""" }, "symmetric");
        yield return Mistake("a key set that is none", Web with { Jwks = "[]" }, "key set");
        yield return Mistake("keys that are no JSON", Web with { Jwks = "{" }, "JSON");
        yield return Mistake("a secret of its own", Web with { Fields = Field("client_secret", "\"x\"") }, "client_secret");
        yield return Mistake("a field twice", Web with { Fields = Field("scope", "\"x\"") }, "scope");
        yield return Mistake("a value that is no JSON", Web with { Fields = Field("extra", "text") }, "JSON");
    }

    [TestCaseSource(nameof(Mistakes))]
    public void A_mistake_is_refused_before_anything_is_sent(ClientMetadata metadata, string words)
    {
        var setup = new RegistrationSetup();
        Assert.That(Message(() => setup.Create(_ => metadata)), Does.Contain(words));
        Assert.That(Message(() => metadata.ToDocument(Url)), Does.Contain(words));
    }

    [TestCase("magic")]
    [TestCase("client_secret_jwt")]
    [TestCase("Client_Secret_Basic")]
    public void A_method_that_the_program_has_no_class_for_is_refused(string method) => Assert.That(
        Message(() => new RegistrationSetup().Create(metadata => metadata with { TokenEndpointAuthMethod = method })),
        Does.Contain($"'{method}'").And.Contain("ClientAuthentication"));

    [Test]
    public void A_provider_that_registers_no_clients_is_refused() => Assert.That(
        Message(() => new RegistrationSetup().Create(
            provider: provider => provider with { RegistrationEndpoint = null })),
        Does.Contain("ClientId"));

    [TestCase("http://issuer.example/register")]
    [TestCase("/register")]
    public void An_endpoint_that_is_not_https_is_refused(string endpoint) => Assert.That(
        Message(() => new RegistrationSetup().Create(
            provider: provider => provider with { RegistrationEndpoint = endpoint })),
        Does.Contain("RegistrationEndpoint"));

    [Test]
    public void A_broken_initial_access_token_is_refused_without_being_shown() => Assert.That(
        Message(() => new RegistrationSetup().Create(
            options: options => options with { InitialAccessToken = "initial\n" })),
        Does.Contain("trim").And.Not.Contain("initial\n"));

    private static TestCaseData Mistake(string name, ClientMetadata metadata, string words) =>
        new TestCaseData(metadata, words).SetArgDisplayNames(name);

    private static Dictionary<string, string> Field(string name, string value) => new() { [name] = value };

    private static string Message(Action act) => Assert.Catch<ArgumentException>(act)!.Message;
}
