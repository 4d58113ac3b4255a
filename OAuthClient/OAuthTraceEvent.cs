namespace OAuthClient;

/// <summary>The events that <c>oauth_trace</c> tells. Later versions may have more.</summary>
public enum OAuthTraceEvent
{
    /// <summary>A login has begun: the user can be sent to the provider.</summary>
    LoginBegun,

    /// <summary>A login was not begun: it failed, or a receiver declined it, which is no error.</summary>
    LoginNotBegun,

    /// <summary>A callback has arrived, and is not checked yet.</summary>
    CallbackReceived,

    /// <summary>A check refused a callback.</summary>
    CallbackRefused,

    /// <summary>A callback came again, and got the outcome of the first one.</summary>
    CallbackRepeated,

    /// <summary>
    /// A login has succeeded. Its token is stored, unless a receiver declined the token or stored it itself.
    /// </summary>
    LoginFinished,

    /// <summary>A login has failed after its callback was accepted, or the user denied it.</summary>
    LoginFailed,

    /// <summary>A request was sent to an endpoint of the protocol, and was answered or failed.</summary>
    RequestSent,

    /// <summary>A refresh has stored a new token.</summary>
    TokenRefreshed,

    /// <summary>A refresh has failed, and a later one may succeed.</summary>
    RefreshFailed,

    /// <summary>A token has ended, and only a new login helps.</summary>
    TokenEnded,

    /// <summary>
    /// A token was stored outside of a login: a token of the host, or the token of a refresh after its store was back.
    /// </summary>
    TokenStored,

    /// <summary>A user has signed out. An error says that the token may still be valid, or is still stored.</summary>
    SignedOut,

    /// <summary>A call of the provider's API was refused, and is sent once more.</summary>
    ApiCallRetried,

    /// <summary>A class of the host failed in a call of the provider's API.</summary>
    ApiCallFailed,

    /// <summary>A receiver of <c>oauth_token_refreshed</c> failed. The token is stored all the same.</summary>
    ReceiverFailed,
}
