namespace OAuthClient.Testing;

/// <summary>The addresses at which a pretend provider serves its metadata.</summary>
/// <remarks>The examples are those of an issuer with the path <c>/tenant</c>.</remarks>
[Flags]
public enum PretendWellKnown
{
    /// <summary>None: every address is answered with 404.</summary>
    None = 0,

    /// <summary>
    /// The address of RFC 8414 section 3.1: <c>/.well-known/oauth-authorization-server/tenant</c>.
    /// </summary>
    OAuth = 1,

    /// <summary>
    /// The address of RFC 8414 section 5, for OpenID providers: <c>/.well-known/openid-configuration/tenant</c>.
    /// </summary>
    OpenIdInserted = 2,

    /// <summary>
    /// The address of OpenID Connect Discovery 1.0 section 4: <c>/tenant/.well-known/openid-configuration</c>. Without
    /// a path it is the one of <see cref="OpenIdInserted"/>.
    /// </summary>
    OpenIdAppended = 4,

    /// <summary>All of them.</summary>
    All = OAuth | OpenIdInserted | OpenIdAppended,
}
