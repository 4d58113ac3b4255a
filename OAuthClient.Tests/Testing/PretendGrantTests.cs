using System.Net;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Testing;

/// <summary>The grants of a pretend provider, by raw requests.</summary>
public class PretendGrantTests
{
    private const string Jwt = "e30.e30.c2ln";
    private const string Saml = "PHNhbWw-";
    private const string Prefix = "grant_type=urn:ietf:params:oauth:grant-type:";
    private const string TokenType = "urn:ietf:params:oauth:token-type:";

    private static readonly TestCaseData[] Grants =
    [
        new("grant_type=client_credentials&scope=read", "pretend-client", false),
        new("grant_type=password&username=bea&password=pretend+password+%26+salt", "bea", true),
        new($"{Prefix}jwt-bearer&assertion={Jwt}", "carl", false),
        new($"{Prefix}saml2-bearer&assertion={Saml}", "dora", false),
        new($"{Prefix}token-exchange&subject_token={Jwt}&subject_token_type={TokenType}jwt", "carl", false),
        new(
            $"{Prefix}token-exchange&subject_token={Jwt}&subject_token_type={TokenType}jwt"
            + $"&requested_token_type={TokenType}refresh_token",
            "carl",
            true),
    ];

    private static readonly TestCaseData[] Refusals =
    [
        new("scope=read", "invalid_request"),
        new("grant_type=magic", "unsupported_grant_type"),
        new("grant_type=password&username=bea&password=guess", "invalid_grant"),
        new($"{Prefix}jwt-bearer&assertion=e30.e30.other", "invalid_grant"),
        new($"{Prefix}jwt-bearer&assertion={Saml}", "invalid_grant"),
        new($"{Prefix}saml2-bearer&assertion={Jwt}", "invalid_grant"),
        new($"{Prefix}token-exchange&subject_token={Jwt}", "invalid_request"),
        new($"{Prefix}token-exchange&subject_token=other&subject_token_type={TokenType}jwt", "invalid_request"),
        new(
            $"{Prefix}token-exchange&subject_token={Jwt}&subject_token_type={TokenType}jwt&actor_token={Jwt}",
            "invalid_request"),
        new($"{Prefix}device_code&device_code=other", "invalid_grant"),
        new("grant_type=urn:openid:params:grant-type:ciba&auth_req_id=other", "invalid_grant"),
    ];

    [TestCaseSource(nameof(Grants))]
    public async Task A_grant_brings_a_token_of_its_user(string form, string user, bool hasRefreshToken)
    {
        await using var provider = CreateProvider();
        var client = new WireClient(provider);
        var answer = await client.PostForJsonAsync("/token", form);
        Assert.That(await client.ReadUserAsync((string)answer["access_token"]!), Is.EqualTo(user));
        Assert.That(answer.ContainsKey("refresh_token"), Is.EqualTo(hasRefreshToken));
        Assert.That(
            answer.ContainsKey("issued_token_type"),
            Is.EqualTo(form.Contains("token-exchange", StringComparison.Ordinal)));
    }

    [TestCaseSource(nameof(Refusals))]
    public async Task A_grant_that_is_not_valid_is_refused(string form, string error)
    {
        await using var provider = CreateProvider();
        Assert.That(
            (string?)(await new WireClient(provider).PostForJsonAsync("/token", form))["error"],
            Is.EqualTo(error));
    }

    [TestCase("/token", "grant_type=client_credentials")]
    [TestCase("/introspect", "token=t")]
    [TestCase("/bc-authorize", "login_hint=anna&scope=openid")]
    public async Task A_public_client_cannot_use_what_needs_a_proof(string path, string form)
    {
        await using var provider = CreateProvider();
        using var answer = await new WireClient(provider) { Secret = null }.PostAsync(path, form);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_password_is_refused_unless_the_provider_accepts_passwords()
    {
        await using var provider = new PretendProvider();
        var answer = await new WireClient(provider).PostForJsonAsync("/token", "grant_type=password&username=bea");
        Assert.That((string?)answer["error"], Is.EqualTo("unsupported_grant_type"));
    }

    [Test]
    public async Task An_access_token_is_exchanged_for_another_one_of_its_user()
    {
        await using var provider = CreateProvider();
        var client = new WireClient(provider);
        var first = await client.PostForJsonAsync("/token", $"{Prefix}jwt-bearer&assertion={Jwt}&scope=read+write");
        var second = await client.PostForJsonAsync(
            "/token",
            $"{Prefix}token-exchange&subject_token={first["access_token"]}"
            + $"&subject_token_type={TokenType}access_token&audience=billing");
        var known = await client.PostForJsonAsync("/introspect", $"token={second["access_token"]}");
        Assert.That(
            (first["access_token"]!.ToString() == second["access_token"]!.ToString(), (string?)second["scope"]),
            Is.EqualTo((false, "read write")));
        Assert.That(((string?)known["aud"], (string?)known["sub"]), Is.EqualTo(("billing", "carl")));
    }

    [Test]
    public async Task Introspection_describes_a_token_as_long_as_it_is_active()
    {
        await using var provider = CreateProvider();
        var client = new WireClient(provider);
        var token = await client.PostForJsonAsync("/token", "grant_type=client_credentials&scope=read");
        var known = await client.PostForJsonAsync("/introspect", $"token={token["access_token"]}");
        provider.EndAccessTokens();
        var ended = await client.PostForJsonAsync("/introspect", $"token={token["access_token"]}");
        Assert.That(
            ((bool)known["active"]!, (string?)known["scope"], (string?)known["client_id"], known.ContainsKey("exp")),
            Is.EqualTo((true, "read", "pretend-client", true)));
        Assert.That(ended.ToJsonString(), Is.EqualTo("""{"active":false}"""));
    }

    private static PretendProvider CreateProvider()
    {
        var provider = new PretendProvider { AcceptsPasswords = true };
        provider.TrustAssertion(Jwt, "carl");
        provider.TrustAssertion(Saml, "dora");
        return provider;
    }
}
