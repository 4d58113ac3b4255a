using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Testing;

/// <summary>The lies of a pretend provider, by raw requests: each is told, and nothing else is.</summary>
public class PretendLieTests
{
    private const string Metadata = "/.well-known/oauth-authorization-server";
    private const string Registration =
        """{"grant_types":["client_credentials"],"redirect_uris":["https://app.example/callback"]}""";

    /// <summary>The lies that are a member of an answer: its name, and its value; null for a missing one.</summary>
    private static readonly TestCaseData[] Members =
    [
        new(Misbehavior.MetadataWrongIssuer, "issuer", "\"https://another.example\""),
        new(Misbehavior.MetadataIssuerSlash, "issuer", "\"https://pretend.example/\""),
        new(Misbehavior.MetadataEndpointsElsewhere, "token_endpoint", "\"https://elsewhere.example/token\""),
        new(Misbehavior.MetadataHttpEndpoints, "token_endpoint", "\"http://pretend.example/token\""),
        new(Misbehavior.MetadataPrivateEndpoints, "token_endpoint", "\"https://10.0.0.1/token\""),
        new(Misbehavior.MetadataWrongTypes, "token_endpoint", "42"),
        new(Misbehavior.MetadataNoTokenEndpoint, "token_endpoint", null),
        new(Misbehavior.RegistersOtherRedirectUri, "redirect_uris", "[\"https://elsewhere.example/callback\"]"),
        new(Misbehavior.RegistersOtherAuthentication, "token_endpoint_auth_method", "\"private_key_jwt\""),
        new(Misbehavior.RegistersNoClientId, "client_id", null),
        new(Misbehavior.RegistersNoSecret, "client_secret", null),
        new(Misbehavior.ManagementElsewhere, "registration_client_uri", "\"https://elsewhere.example/register/1\""),
        new(Misbehavior.NoDeviceCode, "device_code", null),
        new(Misbehavior.DeviceScriptUri, "verification_uri", "\"javascript:alert(1)\""),
        new(Misbehavior.DeviceZeroInterval, "interval", "0"),
        new(Misbehavior.DeviceExpiresAtOnce, "expires_in", "0"),
        new(Misbehavior.NoAuthReqId, "auth_req_id", null),
        new(Misbehavior.NoIssuedTokenType, "issued_token_type", null),
        new(Misbehavior.NoActive, "active", null),
        new(Misbehavior.ActiveAsText, "active", "\"true\""),
    ];

    /// <summary>The errors of three polls after the user has allowed; empty for a token.</summary>
    private static readonly TestCaseData[] Polls =
    [
        new(Misbehavior.None, new[] { "", "invalid_grant", "invalid_grant" }),
        new(Misbehavior.PollSlowsForEver, new[] { "slow_down", "slow_down", "slow_down" }),
        new(
            Misbehavior.PollPendingForEver,
            new[] { "authorization_pending", "authorization_pending", "authorization_pending" }),
        new(Misbehavior.PollDeniesOnce, new[] { "access_denied", "", "invalid_grant" }),
        new(Misbehavior.PollTokenBesideError, new[] { "authorization_pending", "invalid_grant", "invalid_grant" }),
    ];

    /// <summary>The documents that are no JSON object, or are one that a parser should refuse.</summary>
    private static readonly TestCaseData[] Documents =
    [
        new(Misbehavior.None, "{"),
        new(Misbehavior.MetadataArray, "[{"),
        new(Misbehavior.MetadataHtml, "<h1>"),
        new(Misbehavior.MetadataMalformed, """{"issuer":"https://pretend.example","token_end"""),
    ];

    [TestCaseSource(nameof(Members))]
    public async Task A_lie_is_a_member_of_the_answer(Misbehavior lie, string name, string? value)
    {
        await using var provider = new PretendProvider();
        var honest = await AskAsync(provider, lie, Misbehavior.None);
        var told = await AskAsync(provider, lie, lie);
        Assert.That(told[name]?.ToJsonString(JsonSerializerOptions.Web), Is.EqualTo(value));
        Assert.That(honest[name], Is.Not.Null);
        Assert.That(honest[name]!.ToJsonString(JsonSerializerOptions.Web), Is.Not.EqualTo(value));
    }

    [TestCaseSource(nameof(Polls))]
    public async Task A_lie_is_the_order_of_the_answers_to_polls(Misbehavior lie, string[] errors)
    {
        await using var provider = new PretendProvider { Misbehave = lie };
        var client = new WireClient(provider);
        var begun = await client.PostForJsonAsync("/device_authorization", "");
        provider.AllowDevice((string)begun["user_code"]!);
        List<string> told = [];
        foreach (var _ in errors)
        {
            var answer = await client.PostForJsonAsync("/token", PollForm(begun));
            told.Add((string?)answer["error"] ?? "");
        }
        Assert.That(told, Is.EqualTo(errors));
    }

    [Test]
    public async Task The_first_poll_meets_a_gateway_that_names_a_pause()
    {
        await using var provider = new PretendProvider { Misbehave = Misbehavior.PollBusyOnce };
        var client = new WireClient(provider);
        var begun = await client.PostForJsonAsync("/device_authorization", "");
        using var busy = await client.PostAsync("/token", PollForm(begun));
        using var pending = await client.PostAsync("/token", PollForm(begun));
        Assert.That(
            (busy.StatusCode, pending.StatusCode),
            Is.EqualTo((HttpStatusCode.ServiceUnavailable, HttpStatusCode.BadRequest)));
        Assert.That(busy.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(20)));
    }

    [TestCaseSource(nameof(Documents))]
    public async Task A_lie_is_a_document_of_another_form(Misbehavior lie, string start)
    {
        await using var provider = new PretendProvider { Misbehave = lie };
        using var answer = await new WireClient(provider).GetAsync(Metadata);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.StartWith(start));
    }

    [Test]
    public async Task A_document_is_too_deep_to_be_parsed()
    {
        await using var provider = new PretendProvider { Misbehave = Misbehavior.MetadataDeep };
        using var answer = await new WireClient(provider).GetAsync(Metadata);
        var document = await answer.Content.ReadAsStringAsync();
        Assert.That(() => JsonNode.Parse(document), Throws.InstanceOf<JsonException>());
        Assert.That(() => JsonNode.Parse(document, null, new() { MaxDepth = 20_000 }), Throws.Nothing);
    }

    [Test]
    public async Task A_document_has_two_token_endpoints()
    {
        await using var provider = new PretendProvider { Misbehave = Misbehavior.MetadataRepeatsMember };
        using var answer = await new WireClient(provider).GetAsync(Metadata);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.That(
            document.RootElement.EnumerateObject().Where(member => member.Name == "token_endpoint")
                .Select(member => member.Value.GetString()),
            Is.EqualTo(new[] { "https://pretend.example/token", "https://elsewhere.example/token" }));
    }

    [Test]
    public async Task A_redirect_of_the_document_leads_to_one()
    {
        await using var provider = new PretendProvider { Misbehave = Misbehavior.MetadataRedirects };
        var client = new WireClient(provider);
        using var moved = await client.GetAsync(Metadata);
        using var found = await client.GetAsync(moved.Headers.Location!.PathAndQuery);
        Assert.That(moved.StatusCode, Is.EqualTo(HttpStatusCode.Found));
        Assert.That((string?)(await WireClient.ReadAsync(found))["issuer"], Is.EqualTo(provider.Issuer));
    }

    [Test]
    public async Task Introspection_redirects()
    {
        await using var provider = new PretendProvider { Misbehave = Misbehavior.IntrospectionRedirects };
        using var answer = await new WireClient(provider).PostAsync("/introspect", "token=t");
        Assert.That(
            (answer.StatusCode, answer.Headers.Location),
            Is.EqualTo((HttpStatusCode.TemporaryRedirect, new Uri("https://pretend.example/elsewhere"))));
    }

    [Test]
    public async Task A_registered_secret_has_ended()
    {
        await using var provider = new PretendProvider { Misbehave = Misbehavior.RegistersExpiredSecret };
        var registered = await new WireClient(provider).RegisterAsync(Registration);
        Assert.That((long)registered["client_secret_expires_at"]!, Is.Positive);
    }

    [Test]
    public async Task A_document_has_no_end(
        [Values(Misbehavior.MetadataEndless, Misbehavior.MetadataDrips)] Misbehavior lie, [Values] bool listens)
    {
        await using var provider = listens ? PretendProvider.Listen() : new PretendProvider();
        provider.Misbehave = lie;
        using var network = new SocketsHttpHandler();
        using var http = new HttpClient(listens ? network : provider.Handler, disposeHandler: false);
        var url = new Uri(provider.BaseUrl + Metadata);
        using var answer = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
        var body = await answer.Content.ReadAsStreamAsync();
        var length = lie == Misbehavior.MetadataEndless ? 4 * 1024 * 1024 : 5;
        Assert.That(async () => await body.ReadExactlyAsync(new byte[length]), Throws.Nothing);
    }

    [TestCase(Misbehavior.ErrorWith400, "/introspect")]
    [TestCase(Misbehavior.ErrorWith400, "/device_authorization")]
    [TestCase(Misbehavior.ErrorWith400, "/bc-authorize")]
    [TestCase(Misbehavior.ErrorWith400, "/register")]
    [TestCase(Misbehavior.HtmlWith500, "/register/client")]
    public async Task The_lies_of_a_token_endpoint_are_told_by_its_neighbors(Misbehavior lie, string path)
    {
        await using var provider = new PretendProvider { Misbehave = lie };
        using var answer = await new WireClient(provider).PostAsync(path, "");
        Assert.That(
            await answer.Content.ReadAsStringAsync(),
            Does.Contain(lie == Misbehavior.ErrorWith400 ? "The code has expired." : "Something went wrong"));
    }

    /// <summary>Asks the endpoint that tells a lie.</summary>
    private static async Task<JsonObject> AskAsync(PretendProvider provider, Misbehavior lie, Misbehavior told)
    {
        var client = new WireClient(provider);
        provider.Misbehave = Misbehavior.None;
        var token = await client.PostForJsonAsync("/token", "grant_type=client_credentials");
        var access = (string)token["access_token"]!;
        provider.Misbehave = told;
        if (lie < Misbehavior.RegistersOtherRedirectUri)
        {
            using var answer = await client.GetAsync(Metadata);
            return await WireClient.ReadAsync(answer);
        }
        if (lie < Misbehavior.NoDeviceCode)
            return await client.RegisterAsync(Registration);
        return lie switch
        {
            Misbehavior.NoAuthReqId => await client.PostForJsonAsync("/bc-authorize", "login_hint=anna&scope=openid"),
            Misbehavior.NoIssuedTokenType => await client.PostForJsonAsync("/token", ExchangeForm(access)),
            Misbehavior.NoActive or Misbehavior.ActiveAsText =>
                await client.PostForJsonAsync("/introspect", $"token={access}"),
            _ => await client.PostForJsonAsync("/device_authorization", ""),
        };
    }

    private static string ExchangeForm(string token) =>
        "grant_type=urn:ietf:params:oauth:grant-type:token-exchange"
        + $"&subject_token_type=urn:ietf:params:oauth:token-type:access_token&subject_token={token}";

    private static string PollForm(JsonObject begun) =>
        $"grant_type=urn:ietf:params:oauth:grant-type:device_code&device_code={begun["device_code"]}";
}
