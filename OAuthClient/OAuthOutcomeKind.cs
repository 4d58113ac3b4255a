namespace OAuthClient;

/// <summary>How a dance can end: a closed list.</summary>
public enum OAuthOutcomeKind
{
    /// <summary>The token is stored.</summary>
    Stored,

    /// <summary>The login went well and the token was not stored: a receiver said so, or stored it itself.</summary>
    NotStored,

    /// <summary>The user said no.</summary>
    Denied,

    /// <summary>A check refused the callback; no request was sent to the provider.</summary>
    Refused,

    /// <summary>The provider failed, or answered with an error.</summary>
    ProviderFailed,

    /// <summary>The program failed: a store, a receiver, or the wiring.</summary>
    Failed,
}
