using System.Text.Json.Nodes;

namespace OAuthClient.Tests.Discovery;

/// <summary>A management token or a secret that an answer rotates is kept, even if the rest is refused.</summary>
public class RotationTests
{
    private static readonly (string Name, Action<JsonObject> Change)[] Faults =
    [
        ("a text for redirect URIs", answer => answer["redirect_uris"] = "x"),
        ("a malformed expiry", answer => answer["client_secret_expires_at"] = "soon"),
        ("an expiry that has passed", answer => answer["client_secret_expires_at"] = 1_767_139_200),
        ("a method without a class", answer => answer["token_endpoint_auth_method"] = "magic"),
        ("no client_id", answer => answer.Remove("client_id")),
        ("an error with success", answer => answer["error"] = "server_error"),
        ("management over http", answer => answer["registration_client_uri"] = "http://issuer.example/1"),
    ];

    private static IEnumerable<TestCaseData> Cases =>
        Faults.Select(fault => new TestCaseData(fault.Change).SetArgDisplayNames(fault.Name));

    [TestCaseSource(nameof(Cases))]
    public async Task A_refused_answer_rotates_the_token_and_the_secret(Action<JsonObject> change)
    {
        var setup = new RegistrationSetup();
        var registrar = setup.Create();
        await registrar.GetAsync();
        setup.Server.Change = answer =>
        {
            answer["client_secret"] = "rotated";
            change(answer);
        };
        await Assert.ThrowsAsync<OAuthException>(() => registrar.UpdateAsync());
        var stored = await setup.ReadStoreAsync(registrar);
        Assert.That(stored!.ClientSecret.Reveal(), Is.EqualTo("rotated"));
        Assert.That(stored.RegistrationAccessToken.Reveal(), Is.EqualTo(TokenOf(setup)));
        Assert.That(stored.RedirectUris, Is.EqualTo(new[] { RegistrationSetup.RedirectUri }));
    }

    [TestCase(204)]
    [TestCase(400)]
    [TestCase(403)]
    [TestCase(500)]
    public async Task An_answer_of_any_status_rotates_the_token(int status)
    {
        var setup = new RegistrationSetup();
        var registrar = setup.Create();
        await registrar.GetAsync();
        setup.Server.Intercept = request => RegistrationServer.Answer(
            status, $$"""{"error":"invalid_client_metadata","registration_access_token":"after-{{request.Method}}"}""");
        await Assert.ThrowsAsync<OAuthException>(() => registrar.ReadAsync());
        var read = await setup.ReadStoreAsync(registrar);
        await Assert.ThrowsAsync<OAuthException>(() => registrar.UpdateAsync());
        var updated = await setup.ReadStoreAsync(registrar);
        Assert.That(
            (read!.RegistrationAccessToken.Reveal(), updated!.RegistrationAccessToken.Reveal()),
            Is.EqualTo(("after-GET", "after-PUT")));
    }

    [TestCase("\"of another\"")]
    [TestCase("5")]
    public async Task Credentials_of_another_client_are_not_kept(string clientId)
    {
        var setup = new RegistrationSetup();
        var registrar = setup.Create();
        var before = await registrar.GetAsync();
        setup.Server.Change = answer => answer["client_id"] = JsonNode.Parse(clientId);
        await Assert.ThrowsAsync<OAuthException>(() => registrar.ReadAsync());
        var after = await setup.ReadStoreAsync(registrar);
        Assert.That(after!.RegistrationAccessToken, Is.EqualTo(before.RegistrationAccessToken));
    }

    [TestCase("a\\r\\nX-Header: b")]
    [TestCase("")]
    public async Task A_token_that_cannot_be_sent_does_not_replace_one_that_can(string token)
    {
        var setup = new RegistrationSetup();
        var registrar = setup.Create();
        var before = await registrar.GetAsync();
        setup.Server.Intercept = _ => RegistrationServer.Answer(
            400, $$"""{"error":"x","registration_access_token":"{{token}}"}""");
        await Assert.ThrowsAsync<OAuthException>(() => registrar.ReadAsync());
        var after = await setup.ReadStoreAsync(registrar);
        Assert.That(after!.RegistrationAccessToken, Is.EqualTo(before.RegistrationAccessToken));
    }

    [Test]
    public async Task A_refused_deletion_rotates_the_token()
    {
        var setup = new RegistrationSetup();
        var registrar = setup.Create();
        await registrar.GetAsync();
        setup.Server.Intercept = _ => RegistrationServer.Answer(
            405, """{"error":"unsupported","registration_access_token":"rotated"}""");
        await Assert.ThrowsAsync<OAuthException>(() => registrar.DeleteAsync());
        Assert.That(
            (await setup.ReadStoreAsync(registrar))!.RegistrationAccessToken.Reveal(), Is.EqualTo("rotated"));
    }

    private static string TokenOf(RegistrationSetup setup) =>
        setup.Server.Find("client-1")["registration_access_token"]!.GetValue<string>();
}
