namespace OAuthClient;

/// <summary>The ways in which a dance can end. The list is complete.</summary>
public enum OAuthOutcomeKind
{
    /// <summary>The token is stored.</summary>
    Stored,

    /// <summary>
    /// The login succeeded and the token was not stored: a receiver declined the token, or stored it itself.
    /// </summary>
    NotStored,

    /// <summary>The user denied the login at the provider.</summary>
    Denied,

    /// <summary>A check refused the callback; no request was sent to the provider.</summary>
    Refused,

    /// <summary>The provider failed, or answered with an error.</summary>
    ProviderFailed,

    /// <summary>The application failed: a store, a receiver, or its configuration.</summary>
    Failed,

    /// <summary>
    /// The provider must ask the user, and was asked to show no page (OpenID Connect Core 1.0 section 3.1.2.6). A login
    /// without <c>prompt=none</c> can succeed.
    /// </summary>
    InteractionRequired,
}
