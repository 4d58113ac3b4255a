namespace OAuthClient.OAuth2;

/// <summary>The part of the protocol in which an <see cref="OAuth2Extension"/> is called.</summary>
public enum OAuth2Leg
{
    /// <summary>The authorization request (RFC 6749 section 4.1.1), in the browser or pushed.</summary>
    Authorization,

    /// <summary>The sending of a pushed authorization request (RFC 9126).</summary>
    PushedAuthorization,

    /// <summary>The callback (RFC 6749 section 4.1.2).</summary>
    Callback,

    /// <summary>The access token request with an authorization code (RFC 6749 section 4.1.3).</summary>
    Code,

    /// <summary>The refresh request (RFC 6749 section 6).</summary>
    Refresh,

    /// <summary>The exchange of a live access token for another one (<see cref="LiveTokenRequest"/>).</summary>
    LiveToken,

    /// <summary>The token request of a grant without a callback (<see cref="OAuth2Grant"/>).</summary>
    Grant,

    /// <summary>A request that comes before a grant's token request, such as for a device code (RFC 8628).</summary>
    GrantStart,

    /// <summary>The introspection of a token (RFC 7662).</summary>
    Introspection,

    /// <summary>The revocation of a token (RFC 7009).</summary>
    Revocation,

    /// <summary>A call of the provider's API (RFC 6750).</summary>
    ApiCall,
}
