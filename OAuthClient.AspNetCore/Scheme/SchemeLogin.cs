using System.Security.Claims;

namespace OAuthClient.AspNetCore.Scheme;

/// <summary>The account of a callback: the feature of a request that the handler of a scheme answers.</summary>
internal sealed class SchemeLogin
{
    /// <summary>The claims of the account; null until the receiver of the scheme has read them.</summary>
    public ClaimsIdentity? Identity { get; set; }
}
