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
}
