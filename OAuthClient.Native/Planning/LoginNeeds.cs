namespace OAuthClient.Native.Planning;

/// <summary>The ways that the host allows, and those that the provider has. Immutable.</summary>
internal sealed record LoginNeeds
{
    public NativeLoginWays Ways { get; init; } = NativeLoginWays.All;

    /// <summary>Whether the provider has a page to log in at.</summary>
    public bool HasAuthorization { get; init; } = true;

    /// <summary>Whether the redirect URI is an address of this machine that can be listened on.</summary>
    public bool IsLoopback { get; init; } = true;

    /// <summary>Whether the provider gives device codes.</summary>
    public bool HasDevice { get; init; }

    /// <summary>Whether the host has a page that shows a code.</summary>
    public bool HasCodePage { get; init; }

    /// <summary>Whether the host opens the browser itself.</summary>
    public bool HasOwnBrowser { get; init; }

    public bool Allows(NativeLoginWays way) => Ways.HasFlag(way);
}
