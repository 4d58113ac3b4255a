namespace OAuthClient.OAuth2.Grants;

/// <summary>The identifiers of token types (RFC 8693 section 3).</summary>
public static class TokenTypeIdentifier
{
    /// <summary>An access token of the authorization server that is asked.</summary>
    public const string AccessToken = "urn:ietf:params:oauth:token-type:access_token";

    /// <summary>A refresh token of the authorization server that is asked.</summary>
    public const string RefreshToken = "urn:ietf:params:oauth:token-type:refresh_token";

    /// <summary>An ID token of OpenID Connect.</summary>
    public const string IdToken = "urn:ietf:params:oauth:token-type:id_token";

    /// <summary>A signed JSON Web Token.</summary>
    public const string Jwt = "urn:ietf:params:oauth:token-type:jwt";

    /// <summary>A SAML 2.0 assertion.</summary>
    public const string Saml2 = "urn:ietf:params:oauth:token-type:saml2";
}
