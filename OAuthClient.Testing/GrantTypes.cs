namespace OAuthClient.Testing;

/// <summary>The grant types that a pretend provider knows, as they are on the wire.</summary>
internal static class GrantTypes
{
    public const string ClientCredentials = "client_credentials";
    public const string Password = "password";
    public const string DeviceCode = "urn:ietf:params:oauth:grant-type:device_code";
    public const string JwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    public const string SamlBearer = "urn:ietf:params:oauth:grant-type:saml2-bearer";
    public const string TokenExchange = "urn:ietf:params:oauth:grant-type:token-exchange";
    public const string Ciba = "urn:openid:params:grant-type:ciba";

    public static IReadOnlyList<string> Always { get; } =
    [
        "authorization_code", "refresh_token", ClientCredentials, DeviceCode, JwtBearer, SamlBearer, TokenExchange,
        Ciba,
    ];
}
