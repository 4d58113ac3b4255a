namespace OAuthClient.Native;

/// <summary>The ways in which a native login may end, and whether the system's browser is opened.</summary>
[Flags]
public enum NativeLoginWays
{
    /// <summary>No way. A login with it is refused.</summary>
    None = 0,

    /// <summary>
    /// The system's browser is opened. Without this way the address is shown, and the caller opens it.
    /// </summary>
    Browser = 1,

    /// <summary>A listener on this machine's loopback address takes the callback (RFC 8252 section 7.3).</summary>
    Loopback = 2,

    /// <summary>A person pastes the address where the browser ended, or a code that a page showed.</summary>
    Paste = 4,

    /// <summary>A person types a code on another device (RFC 8628), where the provider has the grant.</summary>
    Device = 8,

    /// <summary>Every way, side by side: the first to come wins.</summary>
    All = Browser | Loopback | Paste | Device,
}
