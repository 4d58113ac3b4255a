namespace OAuthClient.OAuth2;

/// <summary>
/// Whether the client sends the authorization request to the provider directly (RFC 9126), so that the browser carries
/// only a reference to it.
/// </summary>
public enum PushedAuthorization
{
    /// <summary>
    /// The client pushes the request when the provider has a
    /// <see cref="OAuth2Provider.PushedAuthorizationRequestEndpoint"/>.
    /// </summary>
    IfAvailable,

    /// <summary>The client always pushes the request: without the endpoint no login begins.</summary>
    Required,

    /// <summary>The client never pushes a request.</summary>
    Off,
}
