namespace OAuthClient.Tests.Presets;

/// <summary>HTTP requests with each OAuth 2 quirk, to a provider that depends on the quirk.</summary>
public class OAuth2QuirkTests
{
    private static readonly OAuth2QuirkCase[] Cases =
    [
        new("parameter_names", "tiktok")
        {
            WithoutQuirk = quirks => quirks with { ParameterNames = new Dictionary<string, string>() },
            AuthorizationDemands = ["client_key=the-id", "!client_id="],
            TokenDemands = ["client_key=the-id", "!client_id="],
        },
        new("plain_scope_joiner", "unsplash")
        {
            WithoutQuirk = quirks => quirks with { PlainScopeJoiner = false },
            Scopes = ["read_user", "write_likes", "a&b=c"],
            AuthorizationDemands = ["scope=read_user+write_likes+a%26b%3Dc"],
        },
        new("client_id_header", "trovo")
        {
            WithoutQuirk = quirks => quirks with { ClientIdHeader = null },
            AuthorizationDemands = ["client_id=the-id", "scope=user_details_self"],
            TokenDemands = ["Client-ID: the-id", "!client_id=", "client_secret=the-secret"],
            ApiDemands = ["Client-ID: the-id"],
        },
        new("json_requests", "trovo")
        {
            WithoutQuirk = quirks => quirks with { JsonRequests = false },
            TokenDemands =
            [
                "Content-Type: application/json",
                "grant_type=authorization_code",
                "code=the-code",
                "client_secret=the-secret",
            ],
        },
        new("state_in_redirect_uri", "deezer")
        {
            WithoutQuirk = quirks => quirks with { StateInRedirectUri = false },
            DropsState = true,
            AuthorizationDemands = ["!state="],
            TokenDemands = [$"^redirect_uri={WireRecorder.RedirectUri}?state="],
        },
        new("redirect_uri_alias", "ebay")
        {
            WithoutQuirk = quirks => quirks with { RedirectUriAlias = null },
            Option = ("ru_name", "My_Company-MyApp-abc"),
            AuthorizationDemands = ["redirect_uri=My_Company-MyApp-abc"],
            TokenDemands = ["redirect_uri=My_Company-MyApp-abc"],
        },
        new("no_redirect_uri_at_token", "worldid")
        {
            WithoutQuirk = quirks => quirks with { NoRedirectUriAtToken = false },
            AuthorizationDemands = [$"redirect_uri={Uri.EscapeDataString(WireRecorder.RedirectUri)}"],
            TokenDemands = ["!redirect_uri="],
        },
        new("hex_code_challenge", "tiktok")
        {
            WithoutQuirk = quirks => quirks with { HexCodeChallenge = false },
            Option = ("desktop", null),
            AuthorizationDemands = ["~code_challenge=[0-9a-f]{64}", "code_challenge_method=S256"],
            TokenDemands = ["~code_verifier=[A-Za-z0-9_-]{43}"],
        },
        new("token_envelope", "slack")
        {
            WithoutQuirk = quirks => quirks with { TokenEnvelope = null },
            Option = ("user_scope", "users:read,chat:write"),
            AuthorizationDemands = ["user_scope=users%3Aread%2Cchat%3Awrite"],
            Answer = """
                {"ok":true,"access_token":"bot-token","token_type":"bot",
                "authed_user":{"id":"U1","access_token":"the-token","token_type":"user"}}
                """,
            ApiDemands = ["Authorization: Bearer the-token"],
        },
        new("field_names", "yammer")
        {
            WithoutQuirk = quirks => quirks with { FieldNames = new Dictionary<string, string>() },
            Answer = """{"user":{"id":7},"access_token":{"user_id":7,"token":"the-token"},"network":{"id":1}}""",
            ApiDemands = ["Authorization: Bearer the-token"],
        },
        new("scope_names", "google")
        {
            WithoutQuirk = quirks => quirks with { ScopeNames = new Dictionary<string, string>() },
            Scopes = ["email"],
            Answer = """{"access_token":"the-token","scope":"https://www.googleapis.com/auth/userinfo.email"}""",
            IsExpectedToken = token => token.MissingScopes.Count == 0,
        },
        new("bearer_types", "ebay")
        {
            WithoutQuirk = quirks => quirks with { BearerTypes = [] },
            Option = ("ru_name", "My_Company-MyApp-abc"),
            Answer = """{"access_token":"the-token","token_type":"User Access Token","expires_in":7200}""",
            ApiDemands = ["Authorization: Bearer the-token"],
        },
        new("zero_means_no_expiry", "mailchimp")
        {
            WithoutQuirk = quirks => quirks with { ZeroMeansNoExpiry = false },
            Answer = """{"access_token":"the-token","expires_in":0,"scope":null}""",
            IsExpectedToken = token => token.ExpiresAt is null,
        },
        new("error_parameter", "bitly")
        {
            WithoutQuirk = quirks => quirks with { ErrorParameter = null },
            CallbackParameters = "invalid=true&reason=deny",
            Outcome = OAuthOutcomeKind.Denied,
        },
        new("callback_names", "github")
        {
            WithQuirk = quirks => quirks with
            {
                CallbackNames = new Dictionary<string, string> { ["code"] = "spapi_oauth_code" },
            },
            WithoutQuirk = quirks => quirks with { CallbackNames = new Dictionary<string, string>() },
            CallbackParameters = "spapi_oauth_code=the-code",
            TokenDemands = ["code=the-code"],
        },
        new("error_description_parameter", "facebook")
        {
            WithoutQuirk = quirks => quirks with { ErrorDescriptionParameter = null },
            CallbackParameters = "error_code=901&error_message=This+app+is+in+sandbox+mode",
            Outcome = OAuthOutcomeKind.ProviderFailed,
            ErrorWords = "901: This app is in sandbox mode",
        },
        new("error_reason_parameter", "facebook")
        {
            WithoutQuirk = quirks => quirks with { ErrorReasonParameter = null },
            CallbackParameters = "error_code=200&error_reason=user_denied&error_description=Permissions+error",
            Outcome = OAuthOutcomeKind.Denied,
            ErrorWords = "200: Permissions error",
        },
        new("denial_errors", "apple")
        {
            WithoutQuirk = quirks => quirks with { DenialErrors = [] },
            CallbackParameters = "error=user_cancelled_authorize",
            Outcome = OAuthOutcomeKind.Denied,
        },
        new("denial_errors", "linkedin")
        {
            WithoutQuirk = quirks => quirks with { DenialErrors = [] },
            CallbackParameters = "error=user_cancelled_login",
            Outcome = OAuthOutcomeKind.Denied,
        },
        new("callback_hmac_parameter", "shopify")
        {
            WithoutQuirk = quirks => quirks with { CallbackHmacParameter = null },
            CallbackParameters = $"code=the-code&shop=sample-name.myshopify.com&hmac={new string('0', 64)}",
            Outcome = OAuthOutcomeKind.Refused,
        },
        new("host_parameter", "shopify")
        {
            WithoutQuirk = quirks => quirks with { HostParameter = null },
            CallbackParameters = "code=the-code&shop=another-name.myshopify.com",
            CallbackHmacParameter = "hmac",
            Outcome = OAuthOutcomeKind.Refused,
        },
        new("region_parameter", "zoho")
        {
            WithoutQuirk = quirks => quirks with { RegionParameter = null },
            CallbackParameters = "code=the-code&location=eu&accounts-server=https%3A%2F%2Faccounts.zoho.eu",
            TokenDemands = ["POST https://accounts.zoho.eu/oauth/v2/token"],
        },
        new("regional_token_endpoints", "zoho")
        {
            WithoutQuirk = quirks => quirks with { RegionalTokenEndpoints = new Dictionary<string, string>() },
            CallbackParameters = "code=the-code&location=IN",
            TokenDemands = ["POST https://accounts.zoho.in/oauth/v2/token"],
        },
        new("regional_revocation_endpoints", "zoho")
        {
            WithoutQuirk = quirks => quirks with { RegionalRevocationEndpoints = new Dictionary<string, string>() },
            CallbackParameters = "code=the-code&location=in&accounts-server=https%3A%2F%2Faccounts.zoho.in",
            RevocationDemands = ["POST https://accounts.zoho.in/oauth/v2/token/revoke", "token=the-token"],
        },
        new("token_scheme", "zoho")
        {
            WithoutQuirk = quirks => quirks with { TokenScheme = "Bearer" },
            ApiDemands = ["Authorization: Zoho-oauthtoken the-token"],
        },
        new("token_header", "shopify")
        {
            WithoutQuirk = quirks => quirks with { TokenHeader = "Authorization" },
            CallbackParameters = "code=the-code&shop=sample-name.myshopify.com&timestamp=1337178173",
            CallbackHmacParameter = "hmac",
            ApiDemands = ["X-Shopify-Access-Token: the-token", "!Authorization:"],
        },
        new("token_query_parameter", "stackexchange")
        {
            WithoutQuirk = quirks => quirks with { TokenQueryParameter = null },
            ApiDemands = ["access_token=the-token", "!Authorization:"],
        },
    ];

    [TestCaseSource(nameof(Cases))]
    public async Task The_demands_of_a_provider_are_met_with_its_quirk(OAuth2QuirkCase quirk) =>
        Assert.That(await quirk.UnmetDemandsAsync(quirks => quirks), Is.Empty);

    [TestCaseSource(nameof(Cases))]
    public async Task The_demands_of_a_provider_are_not_met_without_its_quirk(OAuth2QuirkCase quirk) =>
        Assert.That(await quirk.UnmetDemandsAsync(quirk.WithoutQuirk), Is.Not.Empty);

    [Test]
    public void Every_OAuth2_quirk_has_a_case() =>
        Assert.That(Cases.Select(quirk => quirk.Quirk).Distinct(), Is.EquivalentTo(PresetValueTests.OAuth2QuirkNames));
}
