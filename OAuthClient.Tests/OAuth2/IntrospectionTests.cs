using System.Net;
using OAuthClient.Tests.OAuth2.Grants;

namespace OAuthClient.Tests.OAuth2;

/// <summary>The introspection of a token (RFC 7662).</summary>
public class IntrospectionTests
{
    [Test]
    public async Task An_active_token_is_described()
    {
        var provider = new ScriptedProvider().Answer("/introspect", """
            {"active":true,"scope":"read write","client_id":"c","username":"anna","sub":"7","iss":"https://i.example",
            "token_type":"Bearer","exp":1767225600,"iat":1767222000,"custom":{"a":1}}
            """);
        var found = await provider.CreateDance().IntrospectAsync("token-canary", "access_token");
        Assert.That(
            (found.IsActive, found.ClientId, found.UserName, found.Subject, found.Issuer, found.TokenType),
            Is.EqualTo((true, "c", "anna", "7", "https://i.example", "Bearer")));
        Assert.That(found.Scopes, Is.EqualTo(new[] { "read", "write" }));
        Assert.That(found.ExpiresAt, Is.EqualTo(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.That(found.IssuedAt, Is.EqualTo(new DateTimeOffset(2025, 12, 31, 23, 0, 0, TimeSpan.Zero)));
        Assert.That(found.Fields["custom"].Reveal(), Is.EqualTo("""{"a":1}"""));
        Assert.That(
            provider.BodiesAt("/introspect").Single(), Is.EqualTo("token=token-canary&token_type_hint=access_token"));
        Assert.That(found.ToString(), Is.EqualTo("TokenIntrospection { active, expires 2026-01-01 00:00:00Z }"));
    }

    [Test]
    public async Task A_token_that_is_not_active_tells_nothing_else()
    {
        var provider = new ScriptedProvider().Answer("/introspect", """{"active":false,"sub":"7","scope":"read"}""");
        var found = await provider.CreateDance().IntrospectAsync("t");
        Assert.That((found.IsActive, found.Scopes.Count, found.Subject), Is.EqualTo((false, 0, (string?)null)));
        Assert.That(found.ExpiresAt, Is.Null);
    }

    [TestCase("{}", HttpStatusCode.OK, OAuthErrorCode.IntrospectionInvalid)]
    [TestCase("""{"active":"maybe"}""", HttpStatusCode.OK, OAuthErrorCode.IntrospectionInvalid)]
    [TestCase("""{"active":1}""", HttpStatusCode.OK, OAuthErrorCode.IntrospectionInvalid)]
    [TestCase("""{"active":null}""", HttpStatusCode.OK, OAuthErrorCode.IntrospectionInvalid)]
    [TestCase("<html>", HttpStatusCode.OK, OAuthErrorCode.AnswerUnreadable)]
    [TestCase("", HttpStatusCode.OK, OAuthErrorCode.AnswerUnreadable)]
    [TestCase("""{"error":"invalid_client"}""", HttpStatusCode.Unauthorized, OAuthErrorCode.ProviderError)]
    [TestCase("""{"active":true}""", HttpStatusCode.InternalServerError, OAuthErrorCode.EndpointHttp)]
    [TestCase("""{"active":true}""", HttpStatusCode.TemporaryRedirect, OAuthErrorCode.EndpointRedirected)]
    public async Task An_answer_that_says_nothing_is_an_error(string body, HttpStatusCode status, string code)
    {
        var provider = new ScriptedProvider().Answer("/introspect", body, status);
        var dance = provider.CreateDance();
        var failure = await Assert.ThrowsAsync<OAuthException>(async () => await dance.IntrospectAsync("token-canary"));
        Assert.That(failure!.Error.Code, Is.EqualTo(code));
        Assert.That(failure.ToString(), Does.Not.Contain("canary"));
    }

    [Test]
    public async Task A_provider_without_the_endpoint_is_told_what_to_set()
    {
        var dance = new ScriptedProvider().CreateDance(value => value with { IntrospectionEndpoint = null });
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(async () => await dance.IntrospectAsync("t"));
        Assert.That(fault!.Message, Does.Contain("IntrospectionEndpoint"));
    }
}
