namespace OAuthClient.OAuth1;

/// <summary>
/// The part of a request that holds the protocol's parameters and the signature (RFC 5849 section 3.5).
/// </summary>
public enum ParameterPlacement
{
    /// <summary>The Authorization header, which RFC 5849 prefers.</summary>
    Header,

    /// <summary>The query of the address.</summary>
    Query,

    /// <summary>
    /// The body, when it is a form (RFC 5849 section 3.5.2). Otherwise the Authorization header: a call without a body
    /// stays without one.
    /// </summary>
    Form,
}
