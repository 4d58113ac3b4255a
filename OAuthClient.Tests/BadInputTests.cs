using System.Globalization;
using OAuthClient.OAuth1;
using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests;

/// <summary>Wrong use of the API throws at once, with a message that names the invalid value and the remedy.</summary>
public class BadInputTests
{
    private static readonly OAuth2Provider ValidOAuth2 = new PretendProvider().OAuth2;
    private static readonly OAuth1Provider ValidOAuth1 = new PretendProvider().OAuth1;

    [TestCaseSource(nameof(InvalidProviders))]
    public void An_invalid_provider_is_refused_when_the_dance_is_created(OAuthProvider provider, string[] message) =>
        AssertRefused(() => new OAuthDance(provider, DanceSetup.RedirectUri), message);

    [TestCase("", "redirect URI", "must be absolute")]
    [TestCase("/callback", "redirect URI", "must be absolute")]
    [TestCase("callback", "redirect URI", "must be absolute")]
    [TestCase("//app.example/callback", "redirect URI", "must be absolute")]
    [TestCase("file:///etc/passwd", "redirect URI", "must be absolute")]
    [TestCase("https://app.example/call\r\nback", "redirect URI", "must be absolute")]
    [TestCase("http://app.example/callback", "http://app.example", "must be https")]
    [TestCase("http://localhost.evil.example/callback", "http://localhost.evil.example", "must be https")]
    [TestCase("http://loopback/callback", "redirect URI", "must be https")]
    [TestCase(" http://loopback:80/callback", "redirect URI", "must be https")]
    [TestCase("http:\\\\loopback/callback", "redirect URI", "must be https")]
    [TestCase("http://localhost./callback", "redirect URI", "must be https")]
    [TestCase("http://[::ffff:127.0.0.1]/callback", "redirect URI", "must be https")]
    [TestCase("http://localhost:80@evil.example/", "redirect URI", "user name")]
    [TestCase("https://app.example/callback#fragment", "redirect URI", "fragment")]
    [TestCase("https://app.example/callback#", "redirect URI", "fragment")]
    [TestCase("javascript:alert(1)", "javascript:", "must be https")]
    [TestCase("JavaScript://app.example/%0Aalert(1)", "javascript:", "must be https")]
    [TestCase("data:text/html,hello", "data:", "must be https")]
    [TestCase("vbscript:hello", "vbscript:", "must be https")]
    [TestCase("ftp://app.example/callback", "ftp:", "must be https")]
    public void An_unsafe_redirect_URI_is_refused(string redirectUri, params string[] message) =>
        AssertRefused(() => new OAuthDance(ValidOAuth2, redirectUri), message);

    [TestCase("https://app.example/callback?tenant=7")]
    [TestCase("http://localhost:8080/callback")]
    [TestCase("http://127.0.0.1:8080/callback")]
    [TestCase("http://127.8.9.10:8080/callback")]
    [TestCase("http://[::1]:8080/callback")]
    [TestCase("com.example.app:/callback", Description = "RFC 8252 section 7.1")]
    public void A_safe_redirect_URI_is_used_unchanged(string redirectUri) =>
        Assert.That(new OAuthDance(ValidOAuth2, redirectUri).RedirectUri, Is.EqualTo(redirectUri));

    [Test]
    public void Loopback_endpoints_may_use_http_with_Insecure_LoopbackHttp() =>
        Assert.That(
            () => new OAuthDance(
                ValidOAuth2 with { TokenEndpoint = "http://localhost:5000/token", Allow = Insecure.LoopbackHttp },
                DanceSetup.RedirectUri),
            Throws.Nothing);

    [TestCase("scopes", "openid", "'scopes'", "scope,")]
    [TestCase("Client_Id", "me", "'Client_Id'", "client_id,")]
    [TestCase("client_id", "", "needs the field 'client_id'")]
    [TestCase("token_endpoint", null, "needs the field 'token_endpoint'")]
    [TestCase("token_endpoint_auth_method", "private_key_jwt", "token_endpoint_auth_method", "client_secret_post")]
    public void Invalid_fields_of_an_OAuth2_provider_are_named_in_the_error(
        string field, string? value, params string[] message) =>
        AssertRefused(
            () => OAuth2Provider.FromFields(Fields(field, value, "authorization_endpoint", "token_endpoint")),
            message);

    [TestCase("scope", "read", "'scope'", "temporary_credential_endpoint,")]
    [TestCase("name", " ", "needs the field 'name'")]
    [TestCase("temporary_credential_endpoint", null, "needs the field 'temporary_credential_endpoint'")]
    public void Invalid_fields_of_an_OAuth1_provider_are_named_in_the_error(
        string field, string? value, params string[] message) =>
        AssertRefused(
            () => OAuth1Provider.FromFields(Fields(
                field, value, "temporary_credential_endpoint", "authorization_endpoint", "token_endpoint")),
            message);

    [Test]
    public void An_unknown_field_in_FieldNames_is_refused() =>
        AssertRefused(
            () => ValidOAuth2 with
            {
                Quirks = new() { FieldNames = new Dictionary<string, string> { ["accessToken"] = "access_token" } },
            },
            ["FieldNames", "'accessToken'", "access_token,"]);

    [TestCase(nameof(OAuthDanceOptions.EndpointTimeout), "00:00:00")]
    [TestCase(nameof(OAuthDanceOptions.EndpointTimeout), "-00:00:00.0010000")]
    [TestCase(nameof(OAuthDanceOptions.LoginLifetime), "00:00:00")]
    [TestCase(nameof(OAuthDanceOptions.LoginLifetime), "10675199.02:48:05.4775807")]
    [TestCase(nameof(OAuthDanceOptions.ReplayWindow), "-00:00:01")]
    [TestCase(nameof(OAuthDanceOptions.ReplayWindow), "25.00:00:00")]
    public void A_duration_out_of_range_is_refused_when_the_dance_is_created(string name, string text)
    {
        var time = TimeSpan.Parse(text, CultureInfo.InvariantCulture);
        var options = name switch
        {
            nameof(OAuthDanceOptions.EndpointTimeout) => new OAuthDanceOptions { EndpointTimeout = time },
            nameof(OAuthDanceOptions.LoginLifetime) => new() { LoginLifetime = time },
            _ => new() { ReplayWindow = time },
        };
        AssertRefused(() => new OAuthDance(ValidOAuth2, DanceSetup.RedirectUri, options), [name, text, "24 days"]);
    }

    [Test]
    public void The_unknown_user_has_no_session_and_no_token()
    {
        AssertRefused(() => new DanceSetup().Dance.Session(OAuthUser.Unknown), ["user", "OAuthUser.TheOnlyOne"]);
        AssertRefused(() => OAuthAnswer.StoreFor(OAuthUser.Unknown), ["user", "return null"]);
    }

    [TestCase("/a\r\nSet-Cookie: b")]
    [TestCase("/a\0")]
    [TestCase("/a\u0085")]
    [TestCase("/a\u560d\u560aSet-Cookie: b")]
    public void A_redirect_with_a_control_character_is_refused(string url) =>
        AssertRefused(() => OAuthResponse.Redirect(url), ["redirect", "control character"]);

    private static IEnumerable<TestCaseData> InvalidProviders()
    {
        TestCaseData Row(string name, OAuthProvider provider, params string[] message) =>
            new TestCaseData(provider, message).SetArgDisplayNames(name);
        yield return Row("no name", ValidOAuth2 with { Name = " " }, "Name");
        yield return Row("no client id", ValidOAuth2 with { ClientId = "" }, "ClientId", "Register your program");
        yield return Row("no consumer key", ValidOAuth1 with { ClientId = "" }, "ClientId", "Register your program");
        yield return Row(
            "http on another host",
            ValidOAuth2 with { TokenEndpoint = "http://pretend.example/token" },
            "TokenEndpoint",
            "must be https");
        yield return Row(
            "http on a host that resembles loopback",
            ValidOAuth2 with { TokenEndpoint = "http://127.0.0.1.evil.example/token", Allow = Insecure.LoopbackHttp },
            "TokenEndpoint",
            "must be https");
        yield return Row(
            "http on loopback",
            ValidOAuth2 with { TokenEndpoint = "http://localhost:5000/token" },
            "TokenEndpoint",
            "Insecure.LoopbackHttp");
        yield return Row(
            "user info",
            ValidOAuth2 with { TokenEndpoint = "http://localhost:80@evil.example/", Allow = Insecure.LoopbackHttp },
            "TokenEndpoint",
            "user name",
            "must have neither");
        yield return Row(
            "relative", ValidOAuth2 with { AuthorizationEndpoint = "/authorize" }, "AuthorizationEndpoint", "https");
        yield return Row(
            "no endpoint",
            ValidOAuth2 with { AuthorizationEndpoint = "" },
            "AuthorizationEndpoint",
            "absolute https URL");
        yield return Row(
            "malformed",
            ValidOAuth2 with { AuthorizationEndpoint = "https://" },
            "AuthorizationEndpoint",
            "absolute https URL");
        yield return Row(
            "fragment",
            ValidOAuth2 with { AuthorizationEndpoint = "https://pretend.example/authorize#top" },
            "AuthorizationEndpoint",
            "fragment",
            "must have neither");
        yield return Row(
            "javascript",
            ValidOAuth2 with { AuthorizationEndpoint = "javascript:alert(1)" },
            "AuthorizationEndpoint",
            "must be https");
        yield return Row(
            "a redirect URI alias together with a state in the redirect URI",
            ValidOAuth2 with { Quirks = new() { RedirectUriAlias = "app", StateInRedirectUri = true } },
            "RedirectUriAlias",
            "StateInRedirectUri");
        yield return Row(
            "OAuth 1 temporary credential endpoint",
            ValidOAuth1 with { TemporaryCredentialEndpoint = "http://pretend.example/" },
            "TemporaryCredentialEndpoint",
            "must be https");
        yield return Row(
            "OAuth 1 token endpoint",
            ValidOAuth1 with { TokenEndpoint = "pretend.example/token" },
            "TokenEndpoint",
            "absolute https URL");
        yield return Row(
            "API", ValidOAuth2 with { ApiBaseUrl = "http://pretend.example/api/" }, "ApiBaseUrl", "must be https");
        yield return Row(
            "origins",
            ValidOAuth2 with { Origins = ["https://uploads.example", "http://uploads.example"] },
            "Origins",
            "must be https");
    }

    private static Dictionary<string, string> Fields(string field, string? value, params string[] endpoints)
    {
        var fields = new Dictionary<string, string> { ["name"] = "pretend", ["client_id"] = "me" };
        foreach (var endpoint in endpoints)
            fields[endpoint] = "https://pretend.example/";
        if (value is null)
            fields.Remove(field);
        else
            fields[field] = value;
        return fields;
    }

    private static void AssertRefused(Func<object> act, string[] message)
    {
        var refused = Assert.Throws<ArgumentException>(() => act())!;
        foreach (var part in message)
            Assert.That(refused.Message, Does.Contain(part));
    }
}
