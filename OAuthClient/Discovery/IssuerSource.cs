namespace OAuthClient.Discovery;

/// <summary>The source of an issuer's name. It decides where the issuer's document may send requests.</summary>
public enum IssuerSource
{
    /// <summary>The developer or the operator of the program: code or configuration.</summary>
    /// <remarks>Endpoints may be on other hosts, as Google's are.</remarks>
    Developer,

    /// <summary>A third party, such as a user by a form, or an answer of another server.</summary>
    /// <remarks>
    /// Endpoints must have the issuer's origin. A dance of the provider tests the address of every request before it
    /// connects.
    /// </remarks>
    ThirdParty,
}
