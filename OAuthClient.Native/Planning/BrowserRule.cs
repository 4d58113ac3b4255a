namespace OAuthClient.Native.Planning;

/// <summary>
/// Whether a browser is opened on this machine, by facts alone. No check forbids to show the address.
/// </summary>
internal static class BrowserRule
{
    /// <returns>Null if a browser is opened; otherwise why not, as the beginning of a sentence.</returns>
    public static string? FindObstacle(LoginFacts facts, LoginNeeds needs)
    {
        if (!needs.Allows(NativeLoginWays.Browser))
            return "No browser is opened here";
        // An editor that works on another machine sets the variable to a program that opens the browser of its user.
        if (needs.HasOwnBrowser || facts.HasBrowserVariable)
            return null;
        if (facts.IsAutomatic)
            return "This is an automatic build (CI), so no browser is opened";
        return facts.System == HostSystem.Linux ? FindObstacleOnLinux(facts) : FindRemote(facts);
    }

    private static string? FindObstacleOnLinux(LoginFacts facts)
    {
        if (facts.HasDisplay || (facts.IsWsl && !facts.IsRemote))
            return null;
        if (FindRemote(facts) is { } remote)
            return remote;
        return facts.IsContainer ? "This is a container without a display" : "There is no display";
    }

    private static string? FindRemote(LoginFacts facts) =>
        facts.IsRemote ? "This is an SSH session, so no browser is opened here" : null;
}
