namespace OAuthClient.OAuth1;

/// <summary>Where the protocol's parameters and the signature go (RFC 5849 section 3.5).</summary>
public enum ParameterPlacement
{
    /// <summary>In the Authorization header, which is preferred.</summary>
    Header,

    /// <summary>In the query.</summary>
    Query,

    /// <summary>In the body, where it is a form or there is none and the method has one; in the header otherwise.</summary>
    Form,
}
