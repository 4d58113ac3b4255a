namespace OAuthClient.Tests.Presets;

/// <summary>Each quirk, on the wire, at a provider that cannot do without it.</summary>
public class QuirkTests
{
    private static readonly QuirkCase[] Cases =
    [
        new("parameter_names", "tiktok")
        {
            Without = quirks => quirks with { ParameterNames = new Dictionary<string, string>() },
            Authorization = ["client_key=the-id", "!client_id="],
            Token = ["client_key=the-id", "!client_id="],
        },
        new("plain_scope_joiner", "unsplash")
        {
            Without = quirks => quirks with { PlainScopeJoiner = false },
            Scopes = ["read_user", "write_likes", "a&b=c"],
            Authorization = ["scope=read_user+write_likes+a%26b%3Dc"],
        },
        new("client_id_header", "trovo")
        {
            Without = quirks => quirks with { ClientIdHeader = null },
            Authorization = ["client_id=the-id", "scope=user_details_self"],
            Token = ["Client-ID: the-id", "!client_id=", "client_secret=the-secret"],
            Api = ["Client-ID: the-id"],
        },
        new("json_requests", "trovo")
        {
            Without = quirks => quirks with { JsonRequests = false },
            Token = ["Content-Type: application/json", "grant_type=authorization_code", "code=the-code", "client_secret=the-secret"],
        },
        new("state_in_redirect_uri", "deezer")
        {
            Without = quirks => quirks with { StateInRedirectUri = false },
            DropsState = true,
            Authorization = ["!state="],
            Token = [$"^redirect_uri={WireStage.Callback}?state="],
        },
        new("redirect_uri_alias", "ebay")
        {
            Without = quirks => quirks with { RedirectUriAlias = null },
            Option = ("ru_name", "My_Company-MyApp-abc"),
            Authorization = ["redirect_uri=My_Company-MyApp-abc"],
            Token = ["redirect_uri=My_Company-MyApp-abc"],
        },
        new("no_redirect_uri_at_token", "worldid")
        {
            Without = quirks => quirks with { NoRedirectUriAtToken = false },
            Authorization = [$"redirect_uri={Uri.EscapeDataString(WireStage.Callback)}"],
            Token = ["!redirect_uri="],
        },
        new("token_envelope", "slack")
        {
            Without = quirks => quirks with { TokenEnvelope = null },
            Option = ("user_scope", "users:read,chat:write"),
            Authorization = ["user_scope=users%3Aread%2Cchat%3Awrite"],
            Answer = """{"ok":true,"access_token":"bot-token","token_type":"bot","authed_user":{"id":"U1","access_token":"the-token","token_type":"user"}}""",
            Api = ["Authorization: Bearer the-token"],
        },
        new("field_names", "yammer")
        {
            Without = quirks => quirks with { FieldNames = new Dictionary<string, string>() },
            Answer = """{"user":{"id":7},"access_token":{"user_id":7,"token":"the-token"},"network":{"id":1}}""",
            Api = ["Authorization: Bearer the-token"],
        },
        new("bearer_types", "ebay")
        {
            Without = quirks => quirks with { BearerTypes = [] },
            Option = ("ru_name", "My_Company-MyApp-abc"),
            Answer = """{"access_token":"the-token","token_type":"User Access Token","expires_in":7200}""",
            Api = ["Authorization: Bearer the-token"],
        },
        new("zero_means_no_expiry", "mailchimp")
        {
            Without = quirks => quirks with { ZeroMeansNoExpiry = false },
            Answer = """{"access_token":"the-token","expires_in":0,"scope":null}""",
            Stored = token => token.ExpiresAt is null,
        },
        new("error_parameter", "bitly")
        {
            Without = quirks => quirks with { ErrorParameter = null },
            Returns = "invalid=true&reason=deny",
            Outcome = OAuthOutcomeKind.Denied,
        },
        new("denial_errors", "linkedin")
        {
            Without = quirks => quirks with { DenialErrors = [] },
            Returns = "error=user_cancelled_login",
            Outcome = OAuthOutcomeKind.Denied,
        },
        new("callback_hmac_parameter", "shopify")
        {
            Without = quirks => quirks with { CallbackHmacParameter = null },
            Returns = "code=the-code&shop=sample-name.myshopify.com&hmac=0000000000000000000000000000000000000000000000000000000000000000",
            Outcome = OAuthOutcomeKind.Refused,
        },
        new("region_parameter", "zoho")
        {
            Without = quirks => quirks with { RegionParameter = null },
            Returns = "code=the-code&location=eu&accounts-server=https%3A%2F%2Faccounts.zoho.eu",
            Token = ["POST https://accounts.zoho.eu/oauth/v2/token"],
        },
        new("regional_token_endpoints", "zoho")
        {
            Without = quirks => quirks with { RegionalTokenEndpoints = new Dictionary<string, string>() },
            Returns = "code=the-code&location=IN",
            Token = ["POST https://accounts.zoho.in/oauth/v2/token"],
        },
        new("token_scheme", "zoho")
        {
            Without = quirks => quirks with { TokenScheme = "Bearer" },
            Api = ["Authorization: Zoho-oauthtoken the-token"],
        },
        new("token_header", "shopify")
        {
            Without = quirks => quirks with { TokenHeader = "Authorization" },
            Returns = "code=the-code&shop=sample-name.myshopify.com&timestamp=1337178173",
            SignsIn = "hmac",
            Api = ["X-Shopify-Access-Token: the-token", "!Authorization:"],
        },
        new("token_query_parameter", "stackexchange")
        {
            Without = quirks => quirks with { TokenQueryParameter = null },
            Api = ["access_token=the-token", "!Authorization:"],
        },
    ];

    [TestCaseSource(nameof(Cases))]
    public async Task A_provider_that_demands_it_gets_it(QuirkCase quirk) => Assert.That(await quirk.UnmetAsync(quirks => quirks), Is.Empty);

    [TestCaseSource(nameof(Cases))]
    public async Task Without_it_the_provider_does_not_get_what_it_demands(QuirkCase quirk) => Assert.That(await quirk.UnmetAsync(quirk.Without), Is.Not.Empty);

    [Test]
    public void Every_quirk_has_its_case() => Assert.That(Cases.Select(quirk => quirk.Quirk), Is.EquivalentTo(PresetValueTests.Quirks));
}
