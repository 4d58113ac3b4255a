namespace OAuthClient.Internal;

/// <summary>The meaning of a failed renewal for the stored token.</summary>
internal enum RefusalMeaning
{
    /// <summary>The provider or the way to it failed: the same request may succeed soon.</summary>
    Transient,

    /// <summary>The provider asks to come back later.</summary>
    Later,

    /// <summary>The provider does not know the client: a new login fails in the same way.</summary>
    Client,

    /// <summary>The provider refused without words that are known: only a new login may help.</summary>
    Refused,

    /// <summary>The provider never accepts the refresh token again.</summary>
    Dead,
}
