namespace OAuthHarness.Prove;

/// <summary>A mistake that is built into a <see cref="SmallClient"/>, to see that a case falls for it.</summary>
internal enum ClientDefect
{
    /// <summary>The client has no mistake that is known.</summary>
    None,

    /// <summary>The client waits for stores and the provider as long as they like.</summary>
    NoDeadline,

    /// <summary>The client refreshes and writes the token, and takes the lease afterwards.</summary>
    WriteBeforeLease,

    /// <summary>After a failed write the client takes the refused second one for a sign-out, and revokes.</summary>
    NoReadAfterFailedWrite,

    /// <summary>The client tells each failure twice.</summary>
    TwoSignals,

    /// <summary>A caller that cancels takes the refresh with it, and the new token is lost.</summary>
    LostCancel,
}
