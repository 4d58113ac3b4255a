namespace OAuthClient.Internal;

/// <summary>
/// The parameters and headers whose values a transcript shows, each with the shape that its value must have. No other
/// value is shown, but for addresses that are a redirect URI.
/// </summary>
internal static class HarmlessParameters
{
    private static readonly Dictionary<string, Func<string, string?>> Shapes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["grant_type"] = ValueShape.Term,
        ["response_type"] = ValueShape.Term,
        ["response_mode"] = ValueShape.Term,
        ["code_challenge_method"] = ValueShape.Term,
        ["scope"] = ValueShape.Words,
        ["token_type"] = ValueShape.TypeName,
        ["token_type_hint"] = ValueShape.TypeName,
        ["client_assertion_type"] = ValueShape.Term,
        ["prompt"] = ValueShape.Term,
        ["expires_in"] = ValueShape.Number,
        ["interval"] = ValueShape.Number,
        ["ext_expires_in"] = ValueShape.Number,
        ["refresh_token_expires_in"] = ValueShape.Number,
        ["error"] = ValueShape.Term,
        ["error_code"] = ValueShape.Number,
        ["error_subcode"] = ValueShape.Number,
        ["oauth_callback_confirmed"] = ValueShape.Boolean,
        ["oauth_signature_method"] = ValueShape.Term,
        ["oauth_version"] = ValueShape.Version,
        ["oauth_timestamp"] = ValueShape.Number,
        ["oauth_problem"] = ValueShape.Term,
        ["x_auth_mode"] = ValueShape.Term,
        ["Content-Type"] = ValueShape.MediaType,
        ["Retry-After"] = ValueShape.Number,
        ["Cache-Control"] = ValueShape.Term,
        ["Pragma"] = ValueShape.Term,
    };

    private static readonly HashSet<string> AddressNames =
        new(["redirect_uri", "oauth_callback"], StringComparer.OrdinalIgnoreCase);

    // A value such as "type": "token" must not hide them.
    private static readonly HashSet<string> ProtocolNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "access_token", "refresh_token", "id_token", "client_id", "client_secret", "client_assertion", "code", "state",
        "nonce", "iss", "code_verifier", "code_challenge", "request_uri", "error_description", "error_uri", "token",
        "device_code", "user_code", "verification_uri", "verification_uri_complete", "auth_req_id", "login_hint",
        "binding_message", "audience", "resource", "subject_token", "subject_token_type", "requested_token_type",
        "issued_token_type", "actor_token", "actor_token_type", "assertion", "username", "password",
        "oauth_token", "oauth_token_secret", "oauth_verifier", "oauth_consumer_key", "oauth_nonce", "oauth_signature",
        "Authorization", "WWW-Authenticate", "Date",
    };

    /// <summary>The value to show; null when the value is not known to be harmless.</summary>
    public static string? Show(string name, string value) =>
        Shapes.TryGetValue(name, out var shape) ? shape(value) : null;

    /// <summary>Whether the value is an address, which is shown only if it is a redirect URI.</summary>
    public static bool IsAddress(string name) => AddressNames.Contains(name);

    /// <summary>Whether the protocols define the name, so that it is no value.</summary>
    public static bool IsName(string name) =>
        Shapes.ContainsKey(name) || AddressNames.Contains(name) || ProtocolNames.Contains(name);
}
