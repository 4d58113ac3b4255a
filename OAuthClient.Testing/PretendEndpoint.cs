namespace OAuthClient.Testing;

/// <summary>The endpoints of a pretend provider.</summary>
public enum PretendEndpoint
{
    /// <summary>Any other address, which is answered with 404.</summary>
    Unknown,

    /// <summary>The login-and-consent page of OAuth 2.</summary>
    Authorization,

    /// <summary>The pushed authorization request endpoint of OAuth 2 (RFC 9126).</summary>
    PushedAuthorizationRequest,

    /// <summary>The token endpoint of OAuth 2.</summary>
    Token,

    /// <summary>The temporary credential endpoint of OAuth 1.</summary>
    TemporaryCredential,

    /// <summary>The login-and-consent page of OAuth 1.</summary>
    OAuth1Authorization,

    /// <summary>The token endpoint of OAuth 1.</summary>
    OAuth1Token,

    /// <summary>The address that the form of either page is posted to.</summary>
    Consent,

    /// <summary>The API, which describes the token's user.</summary>
    Api,

    /// <summary>The revocation endpoint of OAuth 2.</summary>
    Revocation,

    /// <summary>The well-known addresses of the metadata (RFC 8414, OpenID Connect Discovery), of any issuer.</summary>
    Metadata,

    /// <summary>The address of the provider's keys, of which there are none.</summary>
    Keys,

    /// <summary>The device authorization endpoint (RFC 8628 section 3.1).</summary>
    DeviceAuthorization,

    /// <summary>The page where the user types the code of a device (RFC 8628 section 3.3).</summary>
    DeviceVerification,

    /// <summary>The backchannel authentication endpoint (CIBA section 7).</summary>
    BackchannelAuthentication,

    /// <summary>The introspection endpoint (RFC 7662).</summary>
    Introspection,

    /// <summary>The client registration endpoint (RFC 7591).</summary>
    Registration,

    /// <summary>The client configuration endpoints (RFC 7592), of every client.</summary>
    ClientConfiguration,
}
