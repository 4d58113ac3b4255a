using System.Text.Json.Nodes;

namespace OAuthClient.Tests.Discovery;

/// <summary>An answer that cannot be used ends in an error that says why, and nothing is stored.</summary>
public class RegistrationRefusalTests
{
    private static readonly (string Name, Action<JsonObject> Change, string Words)[] Lies =
    [
        ("no client_id", answer => answer.Remove("client_id"), "client_id"),
        ("an empty client_id", answer => answer["client_id"] = "", "client_id"),
        ("a client_id with a line break", answer => answer["client_id"] = "a\r\nb", "client_id"),
        ("no redirect URIs", answer => answer.Remove("redirect_uris"), "redirect URI https://app.example/callback"),
        (
            "another redirect URI",
            answer => answer["redirect_uris"] = new JsonArray("https://app.example/callback/"),
            "redirect URI https://app.example/callback"),
        ("a text for redirect URIs", answer => answer["redirect_uris"] = "https://app.example/callback", "redirect_uris"),
        ("numbers for redirect URIs", answer => answer["redirect_uris"] = new JsonArray(1), "redirect_uris"),
        ("no login", answer => answer["grant_types"] = new JsonArray("client_credentials"), "authorization_code"),
        ("a list of lists", answer => answer["grant_types"] = new JsonArray(new JsonArray("x")), "grant_types"),
        ("an unknown method", answer => answer["token_endpoint_auth_method"] = "tls_client_auth", "tls_client_auth"),
        ("a method without a key", answer => answer["token_endpoint_auth_method"] = "private_key_jwt", "private_key_jwt"),
        ("no secret", answer => answer.Remove("client_secret"), "client_secret"),
        ("a malformed expiry", answer => answer["client_secret_expires_at"] = "soon", "client_secret_expires_at"),
        ("a negative expiry", answer => answer["client_secret_expires_at"] = -1, "client_secret_expires_at"),
        ("an endless expiry", answer => answer["client_secret_expires_at"] = 1e30, "client_secret_expires_at"),
        ("a secret of yesterday", answer => answer["client_secret_expires_at"] = 1_767_139_200, "expired"),
        ("an expiry that is a text", answer => answer["client_secret_expires_at"] = "4102444800", "client_secret_expires_at"),
        ("a number for a client_id", answer => answer["client_id"] = 5, "client_id"),
        ("a list for a client_id", answer => answer["client_id"] = new JsonArray("x"), "client_id"),
        ("a blank client_id", answer => answer["client_id"] = "   ", "client_id"),
        ("a long client_id", answer => answer["client_id"] = new string('x', 251), "client_id"),
        ("a flag for a secret", answer => answer["client_secret"] = false, "client_secret"),
        ("a secret with a line break", answer => answer["client_secret"] = "a\r\nb", "client_secret"),
        ("a secret that turns round", answer => answer["client_secret"] = "a\u202Eb", "client_secret"),
        ("a list for a scope", answer => answer["scope"] = new JsonArray("read", "write"), "scope"),
        ("a list in a text", answer => answer["redirect_uris"] = """["https://app.example/callback"]""", "redirect_uris"),
        ("a number for a method", answer => answer["token_endpoint_auth_method"] = 1, "token_endpoint_auth_method"),
        (
            "a list for a management token",
            answer => answer["registration_access_token"] = new JsonArray("q"),
            "registration_access_token"),
        ("a client that proves nothing", answer => answer["token_endpoint_auth_method"] = "none", "_method none"),
        ("management over http", answer => Manage(answer, "http://issuer.example/register/1"), "registration_client_uri"),
        ("management at loopback", answer => Manage(answer, "http://127.0.0.1/register/1"), "registration_client_uri"),
        ("management nowhere", answer => Manage(answer, "/register/1"), "registration_client_uri"),
        ("management with a password", answer => Manage(answer, "https://a:b@issuer.example/1"), "registration_client_uri"),
        (
            "a management token with a line break",
            answer => answer["registration_access_token"] = "a\r\nX-Header: b",
            "registration_access_token"),
    ];

    private static IEnumerable<TestCaseData> Cases =>
        Lies.Select(lie => new TestCaseData(lie.Change, lie.Words).SetArgDisplayNames(lie.Name));

    [TestCaseSource(nameof(Cases))]
    public async Task A_registration_with_a_lie_is_refused_and_not_stored(Action<JsonObject> change, string words)
    {
        var setup = new RegistrationSetup();
        setup.Server.Change = change;
        var failure = await Assert.ThrowsAsync<OAuthException>(() => setup.Create().GetAsync());
        Assert.That(failure!.Error.Code, Is.EqualTo(OAuthErrorCode.RegistrationInvalid));
        Assert.That(failure.Error.Message, Does.Contain(words));
        Assert.That(failure.Error.Hint, Is.Not.Empty);
        Assert.That(failure.ToString(), Does.Not.Contain("secret-of-client").And.Not.Contain("management-token-"));
        Assert.That(setup.Store.Count, Is.Zero);
    }

    [TestCaseSource(nameof(Cases))]
    public async Task An_update_with_a_lie_leaves_the_stored_registration_as_it_was(
        Action<JsonObject> change, string words)
    {
        var setup = new RegistrationSetup();
        var registrar = setup.Create();
        var before = await registrar.GetAsync();
        setup.Server.Change = change;
        try
        {
            await registrar.UpdateAsync();
        }
        catch (OAuthException)
        {
            var after = await setup.ReadStoreAsync(registrar);
            Assert.That(after!.ClientId, Is.EqualTo(before.ClientId), words);
            Assert.That(after.RedirectUris, Is.EqualTo(before.RedirectUris));
            Assert.That(after.RegistrationClientUri, Is.EqualTo(before.RegistrationClientUri));
            return;
        }
        // An answer to an update may leave the secret out, or have it as before.
        Assert.That(words, Is.EqualTo("client_secret"));
    }

    [Test]
    public async Task An_answer_of_another_client_is_refused()
    {
        var setup = new RegistrationSetup();
        var registrar = setup.Create();
        await registrar.GetAsync();
        setup.Server.Change = answer => answer["client_id"] = "of another";
        var failure = await Assert.ThrowsAsync<OAuthException>(() => registrar.ReadAsync());
        Assert.That(failure!.Error.Message, Does.Contain("client_id"));
        Assert.That((await setup.ReadStoreAsync(registrar))!.ClientId, Is.EqualTo("client-1"));
    }

    [TestCase("invalid_redirect_uri", "https://app.example/callback")]
    [TestCase("invalid_client_metadata", "ClientMetadata")]
    [TestCase("invalid_software_statement", "SoftwareStatement")]
    [TestCase("unapproved_software_statement", "approve")]
    public async Task A_refusal_of_the_provider_says_what_to_change(string word, string hint)
    {
        var setup = new RegistrationSetup();
        setup.Server.Intercept = _ => RegistrationServer.Answer(
            400, $$"""{"error":"{{word}}","error_description":"No."}""");
        var failure = await Assert.ThrowsAsync<OAuthException>(() => setup.Create().GetAsync());
        Assert.That(failure!.Error.Code, Is.EqualTo(OAuthErrorCode.ProviderError));
        Assert.That(failure.Error.ProviderError, Is.EqualTo(word));
        Assert.That(failure.Error.Hint, Does.Contain(hint));
    }

    [TestCase(400, 59, 1)]
    [TestCase(400, 61, 2)]
    [TestCase(503, 4, 1)]
    [TestCase(503, 6, 2)]
    public async Task A_provider_that_refuses_is_not_asked_again_for_a_while(int status, int seconds, int requests)
    {
        var setup = new RegistrationSetup();
        setup.Server.Intercept = _ => RegistrationServer.Answer(status, "{}");
        var registrar = setup.Create();
        var first = await Failure.OfAsync(registrar.GetAsync());
        setup.Time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.That((await Failure.OfAsync(registrar.GetAsync())).Code, Is.EqualTo(first.Code));
        Assert.That(setup.Server.Requests, Has.Count.EqualTo(requests));
    }

    [TestCase(200)]
    [TestCase(201)]
    public async Task A_registration_has_the_status_of_one(int status)
    {
        var setup = new RegistrationSetup();
        setup.Server.Status = status;
        Assert.That((await setup.Create().GetAsync()).ClientId, Is.EqualTo("client-1"));
    }

    [TestCase(202)]
    [TestCase(204)]
    [TestCase(206)]
    public async Task An_answer_with_another_status_of_success_is_refused(int status)
    {
        var setup = new RegistrationSetup();
        setup.Server.Status = status;
        var failure = await Assert.ThrowsAsync<OAuthException>(() => setup.Create().GetAsync());
        Assert.That(failure!.Error.Code, Is.EqualTo(OAuthErrorCode.RegistrationInvalid));
        Assert.That(failure.Error.Message, Does.Contain($"{status}"));
        Assert.That(setup.Store.Count, Is.Zero);
    }

    [TestCase("\"yesterday\"")]
    [TestCase("1.5")]
    [TestCase("4102444800.0")]
    [TestCase("[]")]
    public async Task A_time_of_issue_is_no_reason_to_refuse(string time)
    {
        var setup = new RegistrationSetup();
        setup.Server.Change = answer => answer["client_id_issued_at"] = JsonNode.Parse(time);
        Assert.That((await setup.Create().GetAsync()).ClientId, Is.EqualTo("client-1"));
    }

    [Test]
    public async Task An_expiry_with_a_fraction_counts()
    {
        var setup = new RegistrationSetup();
        setup.Server.Change = answer => answer["client_secret_expires_at"] = JsonNode.Parse("4102444800.0");
        var registration = await setup.Create().GetAsync();
        Assert.That(registration.ClientSecretExpiresAt?.ToUnixTimeSeconds(), Is.EqualTo(4102444800));
    }

    [TestCase("client_id=a&redirect_uris=b")]
    [TestCase("call({\"client_id\":\"a\"});")]
    public async Task An_answer_that_is_no_JSON_object_is_refused(string body)
    {
        var setup = new RegistrationSetup();
        setup.Server.Intercept = _ => RegistrationServer.Answer(201, body);
        var failure = await Assert.ThrowsAsync<OAuthException>(() => setup.Create().GetAsync());
        Assert.That(failure!.Error.Message, Does.Contain("JSON object"));
    }

    [TestCase(307, "", OAuthErrorCode.EndpointRedirected)]
    [TestCase(201, "", OAuthErrorCode.AnswerUnreadable)]
    [TestCase(201, "{", OAuthErrorCode.AnswerUnreadable)]
    [TestCase(201, "[]", OAuthErrorCode.AnswerUnreadable)]
    [TestCase(201, """{"client_id":"a","client_id":"b"}""", OAuthErrorCode.AnswerUnreadable)]
    [TestCase(500, "<html>", OAuthErrorCode.EndpointHttp)]
    public async Task An_answer_that_is_none_is_refused(int status, string body, string code)
    {
        var setup = new RegistrationSetup();
        setup.Server.Intercept = _ => RegistrationServer.Answer(status, body);
        var failure = await Assert.ThrowsAsync<OAuthException>(() => setup.Create().GetAsync());
        Assert.That(failure!.Error.Code, Is.EqualTo(code));
        Assert.That(setup.Store.Count, Is.Zero);
    }

    private static void Manage(JsonObject answer, string uri) => answer["registration_client_uri"] = uri;
}
