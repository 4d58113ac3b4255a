namespace OAuthClient.Internal;

/// <summary>
/// The parameters and headers whose values a transcript shows, each with the shape that its value must have. No other
/// value is shown.
/// </summary>
internal static class HarmlessParameters
{
    private static readonly Dictionary<string, Func<string, string?>> Shapes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["grant_type"] = ValueShape.Words,
        ["response_type"] = ValueShape.Words,
        ["response_mode"] = ValueShape.Words,
        ["code_challenge_method"] = ValueShape.Words,
        ["scope"] = ValueShape.Words,
        ["token_type"] = ValueShape.Words,
        ["token_type_hint"] = ValueShape.Words,
        ["client_assertion_type"] = ValueShape.Words,
        ["prompt"] = ValueShape.Words,
        ["expires_in"] = ValueShape.Number,
        ["refresh_token_expires_in"] = ValueShape.Number,
        ["error"] = ValueShape.Words,
        ["error_code"] = ValueShape.Number,
        ["error_subcode"] = ValueShape.Number,
        ["redirect_uri"] = ValueShape.Address,
        ["oauth_callback"] = ValueShape.Address,
        ["oauth_callback_confirmed"] = ValueShape.Boolean,
        ["oauth_signature_method"] = ValueShape.Words,
        ["oauth_version"] = ValueShape.Version,
        ["oauth_timestamp"] = ValueShape.Number,
        ["oauth_problem"] = ValueShape.Words,
        ["x_auth_mode"] = ValueShape.Words,
        ["Content-Type"] = ShowMediaType,
        ["Retry-After"] = ValueShape.Number,
        ["Cache-Control"] = ValueShape.Words,
    };

    /// <summary>The value to show; null when the value is not known to be harmless.</summary>
    public static string? Show(string name, string value) =>
        Shapes.TryGetValue(name, out var shape) ? shape(value) : null;

    /// <summary>Whether the value is an address whose query is left out.</summary>
    public static bool IsAddress(string name) =>
        Shapes.TryGetValue(name, out var shape) && shape == ValueShape.Address;

    // The parameters of a media type are left out.
    private static string? ShowMediaType(string value) => ValueShape.Words(value.Split(';')[0].Trim());
}
