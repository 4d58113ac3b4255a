namespace OAuthClient.Login;

/// <summary>The decision whether to store the token of a login.</summary>
internal enum StoreDecision
{
    /// <summary>Store the token.</summary>
    Store,

    /// <summary>A receiver has stored the token itself.</summary>
    AlreadyStored,

    /// <summary>Receivers named different users: store nothing.</summary>
    Conflict,

    /// <summary>A receiver answered not to store the token, or threw an exception.</summary>
    DontStore,
}
