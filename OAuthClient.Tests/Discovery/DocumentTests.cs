using OAuthClient.Discovery;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Discovery;

/// <summary>
/// The fields of a document become a provider, and a document that lies is refused by the name of the field.
/// </summary>
public class DocumentTests
{
    private const string Issuer = "https://issuer.example";

    private static readonly string[] EndpointFields =
    [
        "authorization_endpoint", "token_endpoint", "revocation_endpoint", "pushed_authorization_request_endpoint",
        "device_authorization_endpoint", "backchannel_authentication_endpoint", "introspection_endpoint",
        "registration_endpoint",
    ];

    private static readonly string[] FlagFields =
    [
        "require_pushed_authorization_requests", "authorization_response_iss_parameter_supported",
        "client_id_metadata_document_supported",
    ];

    private static readonly string[] ListFields =
    [
        "grant_types_supported", "code_challenge_methods_supported", "response_modes_supported",
        "token_endpoint_auth_methods_supported",
    ];

    private static IEnumerable<TestCaseData> Meanings()
    {
        yield return Row("authorization_endpoint", "\"https://a.example/authorize?x=1\"", p => p.AuthorizationEndpoint!, "https://a.example/authorize?x=1");
        yield return Row("revocation_endpoint", "\"https://a.example/r\"", p => p.RevocationEndpoint!, "https://a.example/r");
        yield return Row("pushed_authorization_request_endpoint", "\"https://a.example/r\"", p => p.PushedAuthorizationRequestEndpoint!, "https://a.example/r");
        yield return Row("device_authorization_endpoint", "\"https://a.example/r\"", p => p.DeviceAuthorizationEndpoint!, "https://a.example/r");
        yield return Row("backchannel_authentication_endpoint", "\"https://a.example/r\"", p => p.BackchannelAuthenticationEndpoint!, "https://a.example/r");
        yield return Row("introspection_endpoint", "\"https://a.example/r\"", p => p.IntrospectionEndpoint!, "https://a.example/r");
        yield return Row("registration_endpoint", "\"https://a.example/r\"", p => p.RegistrationEndpoint!, "https://a.example/r");
        yield return Row("client_id_metadata_document_supported", "true", p => p.ClientIdMetadataDocuments, true);
        yield return Row("grant_types_supported", """["client_credentials","x"]""", p => string.Join(' ', p.GrantTypes), "client_credentials x");
        yield return Row("code_challenge_methods_supported", """["S256","plain"]""", p => string.Join(' ', p.CodeChallengeMethods), "S256 plain");
        yield return Row("require_pushed_authorization_requests", "true", p => p.PushedAuthorization, PushedAuthorization.Required);
        yield return Row("require_pushed_authorization_requests", "false", p => p.PushedAuthorization, PushedAuthorization.IfAvailable);
        yield return Row("authorization_response_iss_parameter_supported", "true", p => p.IssuerInResponse, true);
        yield return Row("response_modes_supported", """["form_post"]""", p => p.ResponseMode, ResponseMode.FormPost);
        yield return Row("response_modes_supported", """["form_post","fragment"]""", p => p.ResponseMode, ResponseMode.FormPost);
        yield return Row("response_modes_supported", """["form_post","query"]""", p => p.ResponseMode, ResponseMode.Query);
        yield return Row("response_modes_supported", """["fragment"]""", p => p.ResponseMode, ResponseMode.Query);
    }

    [TestCaseSource(nameof(Meanings))]
    public void A_field_decides_a_property(
        string field, string value, Func<OAuth2Provider, object> property, object expected) =>
        Assert.That(property(Read($",\"{field}\":{value}")), Is.EqualTo(expected));

    [Test]
    public void What_a_document_leaves_out_stays_at_its_default()
    {
        var plain = new OAuth2Provider
        {
            Name = "issuer.example",
            TokenEndpoint = "https://issuer.example/token",
            Issuer = Issuer,
        };
        Assert.That(Read("").ToString(), Is.EqualTo(plain.ToString()));
    }

    [TestCase(null, "client_secret_basic")]
    [TestCase("""["client_secret_basic","client_secret_post"]""", "client_secret_basic")]
    [TestCase("""["client_secret_post","client_secret_basic"]""", "client_secret_basic")]
    [TestCase("""["client_secret_post","none"]""", "client_secret_post")]
    [TestCase("""["private_key_jwt"]""", "client_secret_basic")]
    [TestCase("[]", "client_secret_basic")]
    public void T41_A_document_chooses_how_a_secret_is_sent_and_never_whether(string? methods, string expected)
    {
        var field = methods is null ? "" : $",\"token_endpoint_auth_methods_supported\":{methods}";
        var provider = Read(field) with { ClientId = "me" };
        Assert.That((provider with { ClientSecret = "s" }).Authentication.Name, Is.EqualTo(expected));
        Assert.That(provider.Authentication.Name, Is.EqualTo("none"));
    }

    [TestCase("""["none"]""")]
    [TestCase("""["none","private_key_jwt"]""")]
    public void T41_A_document_that_lists_none_does_not_take_the_secret_of_a_client_away(string methods)
    {
        var provider = Read($",\"token_endpoint_auth_methods_supported\":{methods}");
        Assert.That((provider with { ClientSecret = "s" }).Authentication.Name, Is.EqualTo("client_secret_basic"));
    }

    [Test]
    public void The_code_decides_over_the_document()
    {
        var provider = Read(",\"token_endpoint_auth_methods_supported\":[\"client_secret_post\"]") with
        {
            Name = "bank",
            ClientSecret = "s",
            ClientAuthentication = ClientAuthentication.Basic,
            PushedAuthorization = PushedAuthorization.Off,
        };
        Assert.That(provider.Authentication, Is.EqualTo(ClientAuthentication.Basic));
        Assert.That(provider.PushedAuthorization, Is.EqualTo(PushedAuthorization.Off));
    }

    [Test]
    public void A_provider_of_a_document_makes_a_dance_once_it_has_a_client_id() => Assert.That(
        () => new OAuthDance(Read("") with { ClientId = "me" }, DanceSetup.RedirectUri), Throws.Nothing);

    [Test]
    public void An_endpoint_of_another_type_is_refused(
        [ValueSource(nameof(EndpointFields))] string field, [Values("5", "true", "[]", "{}", "\"\\ud800\"")] string value) =>
        AssertInvalid(Json(field, value), field);

    [Test]
    public void A_flag_of_another_type_is_refused(
        [ValueSource(nameof(FlagFields))] string field, [Values("1", "\"true\"", "[]", "{}")] string value) =>
        AssertInvalid(Json(field, value), field);

    [Test]
    public void A_list_of_another_type_is_refused(
        [ValueSource(nameof(ListFields))] string field, [Values("1", "\"S256\"", "[1]", "[null]", "{}")] string value) =>
        AssertInvalid(Json(field, value), field);

    [Test]
    public void A_field_that_is_null_is_absent([ValueSource(nameof(ListFields))] string field) =>
        Assert.That(() => Read($",\"{field}\":null"), Throws.Nothing);

    [Test]
    public void T27_An_endpoint_that_is_unsafe_is_refused(
        [ValueSource(nameof(EndpointFields))] string field,
        [Values(
            "http://issuer.example/x", "http://localhost/x", "ftp://issuer.example/x", "javascript:alert(1)",
            "file:///etc/passwd", "/x", "x", "", "https://issuer.example/x#y", "https://me@issuer.example/x",
            "https://issuer.example/a b", "https://①②⑦.0.0.1/x", "https://issuer.example\\\\@evil.example/")]
        string url) =>
        AssertInvalid(Json(field, $"\"{url}\""), field);

    [Test]
    public void T60_An_endpoint_that_sets_a_parameter_of_the_protocol_is_refused(
        [ValueSource(nameof(EndpointFields))] string field,
        [Values(
            "client_id=evil", "a=b&redirect_uri=https://evil.example", "state=x", "STATE=x", "code%5Fchallenge=x",
            "request=eyJ", "grant_type")]
        string query)
    {
        var json = Json(field, $"\"https://issuer.example/x?{query}\"");
        AssertInvalid(json, field);
        Assert.That(IssuerTests.Refuse(json).Message, Does.Contain("which only the client sets"));
    }

    [Test]
    public void An_endpoint_may_have_a_query_of_its_own(
        [ValueSource(nameof(EndpointFields))] string field) => Assert.That(
        () => OAuth2Provider.FromMetadata(Json(field, "\"https://issuer.example/x?p=b2c_1_policy&x\"")), Throws.Nothing);

    [Test]
    public void T38_An_endpoint_at_a_private_address_is_refused(
        [ValueSource(nameof(EndpointFields))] string field,
        [Values("127.0.0.1", "10.0.0.1", "169.254.169.254", "2130706433", "[::1]", "[::ffff:10.0.0.1]",
            "localhost", "LOCALHOST", "localhost.", "bank.localhost", "loopback", "127.0.0.1.", "127.1.", "10.0.0.1.",
            "192.0.2.1", "168.63.129.16")]
        string host)
    {
        var error = IssuerTests.Refuse(Json(field, $"\"https://{host}/x\""));
        Assert.That(error.Code, Is.EqualTo(OAuthErrorCode.AddressRefused));
    }

    [Test]
    public void T38_An_endpoint_on_another_host_is_refused_when_a_third_party_named_the_issuer(
        [ValueSource(nameof(EndpointFields))] string field,
        [Values("https://evil.example/x", "https://issuer.example:8443/x", "https://issuer.example.evil.example/x",
            "https://api.issuer.example/x")]
        string url)
    {
        var json = Json(field, $"\"{url}\"");
        var error = IssuerTests.Refuse(json, Issuer, new() { NamedBy = IssuerSource.ThirdParty });
        Assert.That(error.Code, Is.EqualTo(OAuthErrorCode.EndpointHostRefused));
        Assert.That(error.Message, Does.Contain(field));
        Assert.That(error.Hint, Does.Contain("NamedBy = IssuerSource.Developer"));
        Assert.That(() => OAuth2Provider.FromMetadata(json, Issuer), Throws.Nothing);
    }

    [Test]
    public void An_endpoint_at_localhost_may_be_https_when_it_is_allowed()
    {
        var json = Json("revocation_endpoint", "\"https://localhost/x\"");
        Assert.That(
            OAuth2Provider.FromMetadata(json, Issuer, new() { Allow = Insecure.LoopbackHttp }).RevocationEndpoint,
            Is.EqualTo("https://localhost/x"));
    }

    [Test]
    public void An_endpoint_on_this_machine_may_be_http_when_it_is_allowed()
    {
        var json = IssuerStub.Json("http://127.0.0.1:5000");
        var options = new DiscoveryOptions { Allow = Insecure.LoopbackHttp };
        var provider = OAuth2Provider.FromMetadata(json, options: options) with { ClientId = "me" };
        Assert.That(() => new OAuthDance(provider, DanceSetup.RedirectUri), Throws.Nothing);
    }

    private static IEnumerable<TestCaseData> UnreadableDocuments()
    {
        var json = IssuerStub.Json(Issuer);
        yield return new TestCaseData("").SetArgDisplayNames("nothing");
        yield return new TestCaseData($"[{json}]").SetArgDisplayNames("an array");
        yield return new TestCaseData("\"text\"").SetArgDisplayNames("a text");
        yield return new TestCaseData("null").SetArgDisplayNames("null");
        yield return new TestCaseData("<html></html>").SetArgDisplayNames("a page");
        yield return new TestCaseData(json[..^1]).SetArgDisplayNames("a document that breaks off");
        yield return new TestCaseData(json + json).SetArgDisplayNames("two documents");
        yield return new TestCaseData(json.Replace("{", "{\"issuer\":\"https://evil.example\",", StringComparison.Ordinal))
            .SetArgDisplayNames("a repeated name");
        yield return new TestCaseData(IssuerStub.Json(Issuer, $",\"x\":{new string('[', 16)}{new string(']', 16)}"))
            .SetArgDisplayNames("a deep document");
        yield return new TestCaseData(IssuerStub.Json(Issuer, $",\"x\":{new string('[', 30_000)}"))
            .SetArgDisplayNames("a very deep document");
        yield return new TestCaseData(IssuerStub.Json(Issuer, ",\"x\":{\"y\":1,\"y\":2}"))
            .SetArgDisplayNames("a repeated name within");
        yield return new TestCaseData(IssuerStub.Json(Issuer, ",\"\\ud800\":1")).SetArgDisplayNames("half a pair");
        yield return new TestCaseData("{\"issuer\":\"https://issuer.example\"}").SetArgDisplayNames("no token endpoint");
    }

    [TestCaseSource(nameof(UnreadableDocuments))]
    public void An_unreadable_document_is_refused(string json) =>
        Assert.That(IssuerTests.Refuse(json).Code, Is.EqualTo(OAuthErrorCode.MetadataInvalid));

    [Test]
    public void A_document_of_the_greatest_depth_is_read() => Assert.That(
        () => Read($",\"x\":{new string('[', 15)}{new string(']', 15)}"), Throws.Nothing);

    [Test]
    public void A_byte_order_mark_is_skipped() => Assert.That(
        OAuth2Provider.FromMetadata('\uFEFF' + IssuerStub.Json(Issuer)).Issuer, Is.EqualTo(Issuer));

    [Test]
    public void An_error_shows_text_of_a_document_on_one_line()
    {
        var error = IssuerTests.Refuse(IssuerStub.Json("https://evil.example/\\n2026-01-01 forged"), Issuer);
        Assert.That(error.ToString(), Does.Not.Contain("\n"));
    }

    private static void AssertInvalid(string json, string field)
    {
        var error = IssuerTests.Refuse(json);
        Assert.That(error.Code, Is.EqualTo(OAuthErrorCode.MetadataInvalid));
        Assert.That(error.Message, Does.Contain(field));
    }

    private static OAuth2Provider Read(string fields) => OAuth2Provider.FromMetadata(IssuerStub.Json(Issuer, fields));

    // The field once: it takes the place of the token endpoint that every document has.
    private static string Json(string field, string value) => field == "token_endpoint"
        ? $$"""{"issuer":"{{Issuer}}","{{field}}":{{value}}}"""
        : IssuerStub.Json(Issuer, $",\"{field}\":{value}");

    private static TestCaseData Row(
        string field, string value, Func<OAuth2Provider, object> property, object expected) =>
        new TestCaseData(field, value, property, expected).SetArgDisplayNames(field, value);
}
