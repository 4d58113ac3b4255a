using OAuthClient.Internal;

namespace OAuthClient.OAuth1;

/// <summary>Reads a provider from names and values, such as a configuration section.</summary>
internal static class OAuth1FieldReader
{
    private static readonly string[] EndpointFields =
        ["temporary_credential_endpoint", "authorization_endpoint", "token_endpoint"];

    private static readonly string[] RsaMethods = ["RSA-SHA1", "RSA-SHA256", "RSA-SHA512"];

    private static readonly string[] KnownFields =
    [
        "name", "client_id", "client_secret", "api_base_url", "origins", .. EndpointFields, "signature_method",
        "private_key", "placement", "realm",
    ];

    public static OAuth1Provider Read(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var reader = new ProviderFields(fields, KnownFields);
        var provider = new OAuth1Provider
        {
            Name = reader.GetRequired("name"),
            ClientId = reader.GetRequired("client_id"),
            ClientSecret = reader.GetOptional("client_secret"),
            ApiBaseUrl = reader.GetOptional("api_base_url"),
            Origins = reader.GetList("origins"),
            TemporaryCredentialEndpoint = ReadEndpoint(reader, "temporary_credential_endpoint"),
            AuthorizationEndpoint = ReadEndpoint(reader, "authorization_endpoint"),
            TokenEndpoint = ReadEndpoint(reader, "token_endpoint"),
            SignatureMethod = ReadSignatureMethod(reader),
            Placement = reader.GetOptional("placement") switch
            {
                null or "header" => ParameterPlacement.Header,
                "query" => ParameterPlacement.Query,
                "form" => ParameterPlacement.Form,
                var other => throw new ArgumentException(
                    $"placement is '{other}'; it may be header, query or form.", nameof(fields)),
            },
            Realm = reader.GetOptional("realm"),
        };
        return provider is { Realm: not null, Placement: ParameterPlacement.Query }
            ? throw new ArgumentException("realm goes into the header, and placement is query: leave one of them out.")
            : provider;
    }

    private static SignatureMethod ReadSignatureMethod(ProviderFields reader)
    {
        var name = reader.GetOptional("signature_method");
        var privateKey = reader.GetOptional("private_key");
        if (RsaMethods.Contains(name))
            return ReadRsaMethod(name!, privateKey);
        return privateKey is null
            ? ParseSignatureMethod(name, default)
            : throw new ArgumentException(
                $"There is a private_key, with which {name ?? "HMAC-SHA1"} does not sign. Set signature_method to RSA-SHA1, "
                + "RSA-SHA256 or RSA-SHA512, or leave private_key out.");
    }

    private static SignatureMethod ReadRsaMethod(string name, Secret privateKey)
    {
        try
        {
            return ParseSignatureMethod(name, privateKey);
        }
        catch (ArgumentException unusable)
        {
            throw new ArgumentException($"private_key, with which {name} signs: {unusable.Message}", unusable);
        }
    }

    // A provider has all three endpoints, or none of them when it has no logins.
    private static string? ReadEndpoint(ProviderFields reader, string name)
    {
        var hasEndpoints = EndpointFields.Any(field => reader.GetOptional(field) is not null);
        return hasEndpoints ? reader.GetRequired(name) : null;
    }

    public static SignatureMethod ParseSignatureMethod(string? name, Secret privateKey) => name switch
    {
        null or "HMAC-SHA1" => SignatureMethod.HmacSha1,
        "HMAC-SHA256" => SignatureMethod.HmacSha256,
        "HMAC-SHA512" => SignatureMethod.HmacSha512,
        "RSA-SHA1" => SignatureMethod.RsaSha1(privateKey),
        "RSA-SHA256" => SignatureMethod.RsaSha256(privateKey),
        "RSA-SHA512" => SignatureMethod.RsaSha512(privateKey),
        "PLAINTEXT" => SignatureMethod.PlainText,
        _ => throw new ArgumentException(
            $"signature_method is '{name}'; "
            + "it may be HMAC-SHA1, HMAC-SHA256, HMAC-SHA512, RSA-SHA1, RSA-SHA256, RSA-SHA512 or PLAINTEXT."),
    };
}
