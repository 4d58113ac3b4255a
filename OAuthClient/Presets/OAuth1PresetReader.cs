using OAuthClient.OAuth1;

namespace OAuthClient.Presets;

/// <summary>Creates an OAuth 1 provider from the fields of a preset.</summary>
internal static class OAuth1PresetReader
{
    public static OAuth1Provider Read(string name, PresetFields fields) => new()
    {
        Name = name,
        TemporaryCredentialEndpoint = fields.Text("temporary_credential_endpoint"),
        AuthorizationEndpoint = fields.Text("authorization_endpoint"),
        TokenEndpoint = fields.Text("token_endpoint"),
        ApiBaseUrl = fields.Text("api_base_url"),
        Origins = fields.List("origins"),
        SignatureMethod = ReadSignatureMethod(fields.Text("signature_method")),
        Placement = ReadPlacement(fields.Text("placement")),
        Realm = fields.Text("realm"),
        AuthorizationParameters = fields.Map("authorization_parameters"),
        ApiHeaders = fields.Map("api_headers"),
        Allow = fields.Allowed(),
        Quirks = ReadQuirks(fields.Nested("quirks")),
    };

    private static ParameterPlacement ReadPlacement(string? name) =>
        Enum.Parse<ParameterPlacement>(name ?? nameof(ParameterPlacement.Header), ignoreCase: true);

    // A preset cannot hold the private key of an RSA method.
    private static SignatureMethod ReadSignatureMethod(string? name) =>
        name?.StartsWith("RSA-", StringComparison.Ordinal) == true
            ? new KeylessRsaMethod(name)
            : OAuth1FieldReader.ParseSignatureMethod(name, default);

    private static OAuth1Quirks ReadQuirks(PresetFields quirks) => new()
    {
        SendsVersion = quirks.Flag("sends_version"),
        SendsBodyHash = quirks.Flag("sends_body_hash"),
        DenialVerifier = quirks.Text("denial_verifier"),
        NoVerifierIsDenial = quirks.Flag("no_verifier_is_denial"),
        DenialErrors = quirks.List("denial_errors"),
        CallbackInLogin = quirks.Flag("callback_in_login"),
        NoVerifier = quirks.Flag("no_verifier"),
    };
}
