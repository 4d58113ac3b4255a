namespace OAuthClient.OAuth2;

/// <summary>Whether the authorization request is pushed to the provider first, so that the browser carries none of it (RFC 9126).</summary>
public enum PushedAuthorization
{
    /// <summary>When the provider has a <see cref="OAuth2Provider.PushedAuthorizationRequestEndpoint"/>.</summary>
    IfAvailable,

    /// <summary>Always: without the endpoint no login begins.</summary>
    Required,

    /// <summary>Never.</summary>
    Off,
}
