namespace OAuthClient.Login;

/// <summary>The decision about the token.</summary>
internal enum StoreDecision
{
    /// <summary>Store it.</summary>
    Store,

    /// <summary>A receiver has stored it.</summary>
    AlreadyStored,

    /// <summary>Receivers named different users: store nothing.</summary>
    Conflict,

    /// <summary>A receiver does not want it, or threw.</summary>
    DontStore,
}
