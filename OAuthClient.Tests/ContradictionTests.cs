using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests;

/// <summary>
/// A provider's value that contradicts itself is an error when the dance is made, and the message names the field.
/// </summary>
public class ContradictionTests
{
    private static readonly OAuth2Provider Provider = new PretendProvider().OAuth2;
    private static readonly Dictionary<string, string> Regions = new() { ["eu"] = "https://eu.pretend.example/token" };
    private static readonly Dictionary<string, string> LiveParameters = new() { ["access_token"] = "{access_token}" };

    private static TestCaseData Row(string name, OAuth2Provider provider, params string[] message) =>
        new TestCaseData(provider, message).SetArgDisplayNames(name);

    private static TestCaseData Quirk(string name, OAuth2Quirks quirks, params string[] message) =>
        Row(name, Provider with { Quirks = quirks }, message);

    private static TestCaseData Refresh(string name, RefreshRules rules, params string[] message) =>
        Row(name, Provider with { Refresh = rules }, message);

    private static Dictionary<string, string> Map(string name, string value) => new() { [name] = value };

    private static IEnumerable<TestCaseData> ClientsAndPkce() =>
    [
        Row("no PKCE, and methods", Provider with { Allow = Insecure.NoPkce, CodeChallengeMethods = ["S256"] }, "CodeChallengeMethods", "NoPkce"),
        Row("no PKCE, and plain", Provider with { Allow = Insecure.NoPkce, CodeChallengeMethods = ["plain"] }, "CodeChallengeMethods"),
        Row("no PKCE, and hex", Provider with { Allow = Insecure.NoPkce, Quirks = new() { HexCodeChallenge = true } }, "HexCodeChallenge", "NoPkce"),
        Row("no PKCE, and no secret", Provider with { Allow = Insecure.NoPkce, ClientSecret = default }, "ClientSecret", "NoPkce"),
        Row(
            "hex, and plain",
            Provider with { Allow = Insecure.PlainPkce, CodeChallengeMethods = ["plain"], Quirks = new() { HexCodeChallenge = true } },
            "HexCodeChallenge",
            "CodeChallengeMethods"),
        Row("a secret that is not used", Provider with { ClientAuthentication = ClientAuthentication.None }, "ClientSecret"),
        Row("an issuer that is always named, and none", Provider with { Issuer = null }, "IssuerInResponse"),
        Row("an empty issuer", Provider with { Issuer = "", IssuerInResponse = false }, "Issuer"),
        Row(
            "signed callbacks, and no secret",
            Provider with { ClientSecret = default, Quirks = new() { CallbackHmacParameter = "hmac" } },
            "CallbackHmacParameter",
            "ClientSecret"),
    ];

    private static IEnumerable<TestCaseData> Requests() =>
    [
        Row("an empty joiner", Provider with { ScopeJoiner = "" }, "ScopeJoiner"),
        Row("an empty scope", Provider with { Scopes = ["read", ""] }, "Scopes"),
        Row("an empty method", Provider with { CodeChallengeMethods = ["S256", " "] }, "CodeChallengeMethods"),
        Row("details that are no JSON", Provider with { AuthorizationDetails = "read" }, "AuthorizationDetails"),
        Row("details that are no array", Provider with { AuthorizationDetails = "{}" }, "AuthorizationDetails"),
        Row("a relative resource", Provider with { Resources = ["api"] }, "Resources"),
        Row("a resource with a fragment", Provider with { Resources = ["https://a.example/#b"] }, "Resources"),
        Row("a response mode that is none", Provider with { ResponseMode = (ResponseMode)7 }, "ResponseMode"),
        Row("a choice that is none", Provider with { PushedAuthorization = (PushedAuthorization)7 }, "PushedAuthorization"),
        Row("an unknown placeholder", Provider with { TokenParameters = Map("audience", "{scopes}") }, "TokenParameters", "{scopes}"),
        Row("a placeholder of another request", Provider with { TokenParameters = Map("t", "{access_token}") }, "TokenParameters"),
        Row("an empty name", Provider with { AuthorizationParameters = Map("", "a") }, "AuthorizationParameters"),
        Row("a name that is no header's", Provider with { EndpointHeaders = Map("X Key", "a") }, "EndpointHeaders", "X Key"),
        Row("a line break in a header", Provider with { ApiHeaders = Map("X-Key", "a\r\nb: c") }, "ApiHeaders", "X-Key"),
        Quirk("two parameters of one name", new() { ParameterNames = Map("client_id", "state") }, "ParameterNames", "'state'"),
        Quirk("a parameter without a name", new() { ParameterNames = Map("client_id", "") }, "ParameterNames"),
        Quirk("an empty alias", new() { RedirectUriAlias = "" }, "RedirectUriAlias"),
        Quirk("a header without a name", new() { ClientIdHeader = "" }, "ClientIdHeader"),
    ];

    private static IEnumerable<TestCaseData> CallbacksAndAnswers() =>
    [
        Row(
            "a state that no form brings back",
            Provider with { ResponseMode = ResponseMode.FormPost, Quirks = new() { StateInRedirectUri = true } },
            "StateInRedirectUri",
            "ResponseMode"),
        Quirk("a region, and no endpoint", new() { RegionParameter = "location" }, "RegionParameter", "RegionalTokenEndpoints"),
        Quirk("endpoints, and no region", new() { RegionalTokenEndpoints = Regions }, "RegionParameter", "RegionalTokenEndpoints"),
        Quirk("revocation by region, and no region", new() { RegionalRevocationEndpoints = Regions }, "RegionParameter"),
        Refresh("a refresh by region, and no region", new() { RegionalEndpoints = Regions }, "RegionParameter", "Refresh.RegionalEndpoints"),
        Row(
            "a region without logins",
            Provider with
            {
                Refresh = new() { RegionalEndpoints = Map("us", "https://us.pretend.example/token") },
                Quirks = new() { RegionParameter = "location", RegionalTokenEndpoints = Regions },
            },
            "'us'",
            "RegionalTokenEndpoints"),
        Quirk("one parameter for two purposes", new() { ErrorParameter = "r", RegionParameter = "r", RegionalTokenEndpoints = Regions }, "'r'", "ErrorParameter"),
        Quirk("the state as an error", new() { ErrorParameter = "state" }, "'state'", "ErrorParameter"),
        Quirk("an empty parameter", new() { ErrorParameter = "" }, "ErrorParameter"),
        Quirk("an empty word of denial", new() { DenialErrors = [""] }, "DenialErrors"),
        Quirk("an empty envelope", new() { TokenEnvelope = "" }, "TokenEnvelope"),
        Quirk("an envelope with a hole", new() { TokenEnvelope = "a..b" }, "TokenEnvelope"),
        Quirk("an empty field name", new() { FieldNames = Map("access_token", "") }, "FieldNames"),
        Quirk(
            "two fields of one name",
            new() { FieldNames = new Dictionary<string, string> { ["access_token"] = "t", ["refresh_token"] = "t" } },
            "FieldNames",
            "'t'"),
        Quirk(
            "two scopes of one name",
            new() { ScopeNames = new Dictionary<string, string> { ["a"] = "s", ["b"] = "s" } },
            "ScopeNames",
            "'s'"),
        Quirk("bound tokens as Bearer", new() { BearerTypes = ["dpop"] }, "BearerTypes"),
        Quirk("an empty type", new() { BearerTypes = [""] }, "BearerTypes"),
        Quirk("a scheme of two words", new() { TokenScheme = "Bearer " }, "TokenScheme"),
        Quirk("no header for the token", new() { TokenHeader = "" }, "TokenHeader"),
        Quirk("a token in the query", new() { TokenQueryParameter = "t" }, "TokenQueryParameter", "Insecure.TokenInQuery"),
        Row(
            "a token in the query, and a header",
            Provider with { Allow = Insecure.TokenInQuery, Quirks = new() { TokenQueryParameter = "t", TokenHeader = "X" } },
            "TokenQueryParameter",
            "TokenHeader"),
    ];

    private static IEnumerable<TestCaseData> Refreshes() =>
    [
        Refresh("http", new() { Endpoint = "http://pretend.example/token" }, "Refresh.Endpoint", "https"),
        Refresh("relative", new() { Endpoint = "/token" }, "Refresh.Endpoint"),
        Row(
            "http in a region",
            Provider with
            {
                Refresh = new() { RegionalEndpoints = Map("eu", "http://eu.pretend.example/") },
                Quirks = new() { RegionParameter = "location", RegionalTokenEndpoints = Regions },
            },
            "Refresh.RegionalEndpoints",
            "https"),
        Row(
            "a revocation by http in a region",
            Provider with
            {
                Quirks = new()
                {
                    RegionParameter = "location",
                    RegionalTokenEndpoints = Regions,
                    RegionalRevocationEndpoints = Map("eu", "http://eu.pretend.example/"),
                },
            },
            "RegionalRevocationEndpoints",
            "https"),
        Refresh("a negative window", new() { ReplayWindow = TimeSpan.FromSeconds(-1) }, "Refresh.ReplayWindow"),
        Refresh("an endless window", new() { ReplayWindow = TimeSpan.FromDays(25) }, "Refresh.ReplayWindow"),
        Refresh("no lifetime", new() { RefreshTokenLifetime = TimeSpan.Zero }, "Refresh.RefreshTokenLifetime"),
        Refresh("an empty word of death", new() { DeadTokenErrors = ["gone", " "] }, "Refresh.DeadTokenErrors"),
        Refresh("half a pair of words", new() { DeadTokenErrors = ["gone&"] }, "Refresh.DeadTokenErrors"),
        Refresh("an empty word of later", new() { LaterErrors = [""] }, "Refresh.LaterErrors"),
        Refresh("dead and later", new() { DeadTokenErrors = ["busy"], LaterErrors = ["Busy"] }, "Refresh.DeadTokenErrors", "Refresh.LaterErrors", "'busy'"),
        Refresh("dead and later, in another order", new() { DeadTokenErrors = ["a&b"], LaterErrors = ["b & a"] }, "Refresh.LaterErrors"),
        Refresh("a status that means it anyway", new() { ExpiredTokenAnswers = [new(401, "x")] }, "Refresh.ExpiredTokenAnswers", "401"),
        Refresh("a status that is none", new() { ExpiredTokenAnswers = [new(700)] }, "Refresh.ExpiredTokenAnswers", "700"),
        Refresh("a status of no answer", new() { ExpiredTokenAnswers = [new(100, "x")] }, "Refresh.ExpiredTokenAnswers", "100"),
        Refresh("every success", new() { ExpiredTokenAnswers = [new(200)] }, "Refresh.ExpiredTokenAnswers", "Text"),
        Refresh("a text that is not read", new() { ExpiredTokenAnswers = [new(403, new('x', 9000))] }, "Refresh.ExpiredTokenAnswers", "8 KiB"),
        Refresh("an envelope with a hole", new() { TokenEnvelope = "a." }, "Refresh.TokenEnvelope"),
        Refresh("an unknown placeholder", new() { Parameters = Map("device", "{callback}") }, "Refresh.Parameters", "{callback}"),
        Refresh("a field without a name", new() { FieldNames = Map("access_token", "") }, "Refresh.FieldNames"),
        Refresh("a live token that is not sent", new() { LiveToken = new("https://a.example/", Map("a", "b")) }, "Refresh.LiveToken", "{access_token}"),
        Refresh("a live token by http", new() { LiveToken = new("http://a.example/", LiveParameters) }, "Refresh.LiveToken", "https"),
        Refresh("a live token in the query", new() { LiveToken = new("https://a.example/", LiveParameters) { UsesGet = true } }, "Refresh.LiveToken", "Insecure.TokenInQuery"),
        Refresh(
            "a negative age",
            new() { LiveToken = new("https://a.example/", LiveParameters) { MinAge = TimeSpan.FromSeconds(-1) } },
            "Refresh.LiveToken",
            "MinAge"),
        Row("a long-lived token that is not asked for", Provider with { LongLivedToken = new("https://a.example/", Map("a", "b")) }, "LongLivedToken"),
        Row("a long-lived token by http", Provider with { LongLivedToken = new("http://a.example/", LiveParameters) }, "LongLivedToken", "https"),
        Row(
            "a long-lived token at once, and not before a day",
            Provider with { LongLivedToken = new("https://a.example/", LiveParameters) { MinAge = TimeSpan.FromDays(1) } },
            "LongLivedToken",
            "MinAge"),
    ];

    private static IEnumerable<TestCaseData> Fine() =>
    [
        Row("nothing", Provider),
        Row("no PKCE", Provider with { Allow = Insecure.NoPkce }),
        Quirk("hex", new() { HexCodeChallenge = true }),
        Quirk("regions", new() { RegionParameter = "location", RegionalTokenEndpoints = Regions, RegionalRevocationEndpoints = Regions }),
        Row("JSON in a parameter", Provider with { TokenParameters = Map("claims", """{"a":{"b":null}}""") }),
        Row("a placeholder of the callback", Provider with { TokenParameters = Map("device_id", "{callback.device_id}") }),
        Refresh("an answer without an envelope", new() { TokenEnvelope = "" }),
        Refresh("words", new() { DeadTokenErrors = ["a&b", "a"], LaterErrors = ["a&c"], ExpiredTokenAnswers = [new(403), new(200, "expired")] }),
        Refresh("a live token", new() { LiveToken = new("https://a.example/", LiveParameters) }),
    ];

    [TestCaseSource(nameof(ClientsAndPkce))]
    [TestCaseSource(nameof(Requests))]
    [TestCaseSource(nameof(CallbacksAndAnswers))]
    [TestCaseSource(nameof(Refreshes))]
    public void A_contradiction_is_an_error_that_names_its_fields(OAuth2Provider provider, string[] message)
    {
        var refused = Assert.Throws<ArgumentException>(() => _ = new OAuthDance(provider, DanceSetup.RedirectUri))!;
        foreach (var part in message)
            Assert.That(refused.Message, Does.Contain(part));
    }

    [TestCaseSource(nameof(Fine))]
    public void A_value_without_a_contradiction_makes_a_dance(OAuth2Provider provider, string[] message) =>
        Assert.That(() => new OAuthDance(provider, DanceSetup.RedirectUri), Throws.Nothing, string.Join(' ', message));
}
