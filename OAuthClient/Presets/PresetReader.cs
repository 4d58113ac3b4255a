using OAuthClient.OAuth2;

namespace OAuthClient.Presets;

/// <summary>Creates a provider from the fields of a preset.</summary>
internal static class PresetReader
{
    public static OAuthProvider Read(string name, PresetFields fields) => fields.Required("protocol") == "oauth1"
        ? OAuth1PresetReader.Read(name, fields)
        : ReadOAuth2(name, fields);

    private static OAuth2Provider ReadOAuth2(string name, PresetFields fields) => new()
    {
        Name = name,
        Title = fields.Required("title"),
        AuthorizationEndpoint = fields.Required("authorization_endpoint"),
        TokenEndpoint = fields.Required("token_endpoint"),
        RevocationEndpoint = fields.Text("revocation_endpoint"),
        ApiBaseUrl = fields.Text("api_base_url"),
        Origins = fields.List("origins"),
        Scopes = fields.Words("scope"),
        ScopeJoiner = fields.Text("scope_joiner") ?? " ",
        CodeChallengeMethods = fields.List("code_challenge_methods_supported"),
        ClientAuthentication = fields.Text("token_endpoint_auth_method") is { } method
            ? ClientAuthentication.FromName(method)
            : null,
        ResponseMode = fields.Text("response_mode") == "form_post" ? ResponseMode.FormPost : ResponseMode.Query,
        AuthorizationParameters = fields.Map("authorization_parameters"),
        TokenParameters = fields.Map("token_parameters"),
        ApiHeaders = fields.Map("api_headers"),
        EndpointHeaders = fields.Map("endpoint_headers"),
        Allow = fields.Allowed(),
        Refresh = RefreshPresetReader.Read(fields.Nested("refresh")),
        LongLivedToken = RefreshPresetReader.ReadLiveToken(fields.Nested("long_lived_token")),
        Quirks = ReadQuirks(fields.Nested("quirks")),
    };

    private static OAuth2Quirks ReadQuirks(PresetFields quirks) => new()
    {
        ParameterNames = quirks.Map("parameter_names"),
        PlainScopeJoiner = quirks.Flag("plain_scope_joiner"),
        ClientIdHeader = quirks.Text("client_id_header"),
        JsonRequests = quirks.Flag("json_requests"),
        StateInRedirectUri = quirks.Flag("state_in_redirect_uri"),
        RedirectUriAlias = quirks.Text("redirect_uri_alias"),
        NoRedirectUriAtToken = quirks.Flag("no_redirect_uri_at_token"),
        HexCodeChallenge = quirks.Flag("hex_code_challenge"),
        TokenEnvelope = quirks.Text("token_envelope"),
        FieldNames = quirks.Map("field_names"),
        ScopeNames = quirks.Map("scope_names"),
        BearerTypes = quirks.List("bearer_types"),
        ZeroMeansNoExpiry = quirks.Flag("zero_means_no_expiry"),
        CallbackNames = quirks.Map("callback_names"),
        ErrorParameter = quirks.Text("error_parameter"),
        ErrorDescriptionParameter = quirks.Text("error_description_parameter"),
        ErrorReasonParameter = quirks.Text("error_reason_parameter"),
        DenialErrors = quirks.List("denial_errors"),
        CallbackHmacParameter = quirks.Text("callback_hmac_parameter"),
        HostParameter = quirks.Text("host_parameter"),
        RegionParameter = quirks.Text("region_parameter"),
        RegionalTokenEndpoints = quirks.Map("regional_token_endpoints"),
        RegionalRevocationEndpoints = quirks.Map("regional_revocation_endpoints"),
        TokenScheme = quirks.Text("token_scheme") ?? OAuth2Quirks.None.TokenScheme,
        TokenHeader = quirks.Text("token_header") ?? OAuth2Quirks.None.TokenHeader,
        TokenQueryParameter = quirks.Text("token_query_parameter"),
    };
}
