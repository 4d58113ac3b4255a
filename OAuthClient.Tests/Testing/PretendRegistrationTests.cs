using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Testing;

/// <summary>The registration endpoints of a pretend provider, by raw requests.</summary>
public class PretendRegistrationTests
{
    private const string Machine = """{"grant_types":["client_credentials"],"client_name":"Nightly","x":[1]}""";

    [Test]
    public async Task A_client_that_registers_gets_what_it_asked_for_and_a_token()
    {
        await using var provider = new PretendProvider();
        var registered = await new WireClient(provider).RegisterAsync(Machine);
        var client = ClientOf(provider, registered);
        var token = await client.PostForJsonAsync("/token", "grant_type=client_credentials");
        Assert.That(registered["x"]!.ToJsonString(), Is.EqualTo("[1]"));
        Assert.That((string?)registered["token_endpoint_auth_method"], Is.EqualTo("client_secret_basic"));
        Assert.That((int?)registered["client_secret_expires_at"], Is.Zero);
        Assert.That(await client.ReadUserAsync((string)token["access_token"]!), Is.EqualTo(client.ClientId));
        Assert.That(provider.RegisteredClients, Is.EqualTo(new[] { client.ClientId }));
    }

    [TestCase("""{"redirect_uris":["https://app.example/callback"]}""", null)]
    [TestCase("""{"redirect_uris":["https://app.example/callback"],"token_endpoint_auth_method":"none"}""", null)]
    [TestCase("{}", "invalid_redirect_uri")]
    [TestCase("""{"redirect_uris":["/callback"]}""", "invalid_redirect_uri")]
    [TestCase("""{"redirect_uris":["https://app.example/#a"]}""", "invalid_redirect_uri")]
    [TestCase("""{"redirect_uris":"https://app.example/callback"}""", "invalid_client_metadata")]
    [TestCase("""{"grant_types":[],"token_endpoint_auth_method":"private_key_jwt"}""", "invalid_client_metadata")]
    [TestCase("[]", "invalid_client_metadata")]
    [TestCase("{", "invalid_client_metadata")]
    public async Task A_registration_is_checked(string metadata, string? error)
    {
        await using var provider = new PretendProvider();
        var registered = await new WireClient(provider).RegisterAsync(metadata);
        Assert.That((string?)registered["error"], Is.EqualTo(error));
        Assert.That(
            registered.ContainsKey("client_secret"),
            Is.EqualTo(error is null && !metadata.Contains("none", StringComparison.Ordinal)));
    }

    [Test]
    public async Task A_registration_may_need_an_initial_access_token()
    {
        await using var provider = new PretendProvider { InitialAccessToken = "initial" };
        var client = new WireClient(provider);
        var url = $"{provider.BaseUrl}/register";
        using var refused = await client.SendJsonAsync(HttpMethod.Post, url, Machine);
        using var registered = await client.SendJsonAsync(HttpMethod.Post, url, Machine, "initial");
        Assert.That(
            (refused.StatusCode, registered.StatusCode),
            Is.EqualTo((HttpStatusCode.Unauthorized, HttpStatusCode.Created)));
    }

    [Test]
    public async Task A_registration_is_read_updated_and_deleted_with_its_latest_token([Values] bool rotates)
    {
        await using var provider = new PretendProvider { RotatesManagementTokens = rotates };
        var client = new WireClient(provider);
        var registered = await client.RegisterAsync(Machine);
        var read = await ManageAsync(client, HttpMethod.Get, registered);
        var change = $$"""{"client_id":"{{read["client_id"]}}","grant_types":["client_credentials"]}""";
        var updated = await ManageAsync(client, HttpMethod.Put, read, change);
        var stale = await ManageAsync(client, HttpMethod.Get, registered);
        var current = rotates ? updated : registered;
        using var deleted = await client.SendJsonAsync(HttpMethod.Delete, UrlOf(current), "", TokenOf(current));
        var gone = await ManageAsync(client, HttpMethod.Get, current);
        Assert.That(((string?)read["client_name"], updated.ContainsKey("client_name")), Is.EqualTo(("Nightly", false)));
        Assert.That((string?)updated["client_secret"], Is.EqualTo((string?)registered["client_secret"]));
        Assert.That((string?)stale["error"], Is.EqualTo(rotates ? "invalid_token" : null));
        Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((string?)gone["error"], Is.EqualTo("invalid_token"));
        using var token = await ClientOf(provider, updated).PostAsync("/token", "grant_type=client_credentials");
        Assert.That(token.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [TestCase("""{"grant_types":["client_credentials"]}""")]
    [TestCase("""{"client_id":"other","grant_types":["client_credentials"]}""")]
    [TestCase("""{"client_id":"ID","client_secret":"guess","grant_types":["client_credentials"]}""")]
    [TestCase("""{"client_id":"ID","client_secret_expires_at":0,"grant_types":["client_credentials"]}""")]
    public async Task An_update_that_says_what_it_must_not_is_refused(string change)
    {
        await using var provider = new PretendProvider();
        var client = new WireClient(provider);
        var registered = await client.RegisterAsync(Machine);
        var json = change.Replace("\"ID\"", $"\"{registered["client_id"]}\"", StringComparison.Ordinal);
        var refused = await ManageAsync(client, HttpMethod.Put, registered, json);
        Assert.That((string?)refused["error"], Is.EqualTo("invalid_client_metadata"));
    }

    [Test]
    public async Task A_secret_that_has_ended_is_refused_until_an_update_brings_another()
    {
        var time = new FakeTimeProvider();
        await using var provider = new PretendProvider { Time = time, ClientSecretLifetime = TimeSpan.FromDays(1) };
        var registered = await new WireClient(provider).RegisterAsync(Machine);
        var client = ClientOf(provider, registered);
        time.Advance(TimeSpan.FromDays(1));
        var refused = await client.PostForJsonAsync("/token", "grant_type=client_credentials");
        var change = $$"""{"client_id":"{{client.ClientId}}","grant_types":["client_credentials"]}""";
        var updated = await ManageAsync(client, HttpMethod.Put, registered, change);
        var token = await ClientOf(provider, updated).PostForJsonAsync("/token", "grant_type=client_credentials");
        Assert.That((string?)refused["error"], Is.EqualTo("invalid_client"));
        Assert.That(token.ContainsKey("access_token"), Is.True);
    }

    [TestCase("https://app.example/callback", true)]
    [TestCase("https://app.example/callback/", false)]
    [TestCase("https://evil.example/callback", false)]
    [TestCase("http://127.0.0.1:51000/done", true)]
    [TestCase("http://127.0.0.1:51000/other", false)]
    public async Task A_login_of_a_registered_client_ends_at_its_redirect_URIs_only(string redirectUri, bool isKnown)
    {
        await using var provider = new PretendProvider();
        var client = new WireClient(provider);
        var registered = await client.RegisterAsync(
            """{"redirect_uris":["https://app.example/callback","http://127.0.0.1/done"]}""");
        using var page = await client.GetAsync(
            $"/authorize?response_type=code&client_id={registered["client_id"]}&code_challenge_method=S256"
            + $"&code_challenge={new string('a', 43)}&redirect_uri={Uri.EscapeDataString(redirectUri)}");
        Assert.That(page.StatusCode, Is.EqualTo(isKnown ? HttpStatusCode.OK : HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task A_grant_that_the_client_did_not_register_for_is_refused()
    {
        await using var provider = new PretendProvider();
        var registered = await new WireClient(provider).RegisterAsync(
            """{"redirect_uris":["https://app.example/callback"]}""");
        var answer = await ClientOf(provider, registered).PostForJsonAsync("/token", "grant_type=client_credentials");
        Assert.That((string?)answer["error"], Is.EqualTo("unauthorized_client"));
    }

    private static WireClient ClientOf(PretendProvider provider, JsonObject registered) => new(provider)
    {
        ClientId = (string)registered["client_id"]!,
        Secret = (string)registered["client_secret"]!,
    };

    private static string UrlOf(JsonObject registered) => (string)registered["registration_client_uri"]!;

    private static string TokenOf(JsonObject registered) => (string)registered["registration_access_token"]!;

    private static async Task<JsonObject> ManageAsync(
        WireClient client, HttpMethod method, JsonObject registered, string json = "")
    {
        using var answer = await client.SendJsonAsync(method, UrlOf(registered), json, TokenOf(registered));
        return await WireClient.ReadAsync(answer);
    }
}
