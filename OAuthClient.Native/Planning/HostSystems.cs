namespace OAuthClient.Native.Planning;

/// <summary>Finds the operating system. Every other Unix is as Linux.</summary>
internal static class HostSystems
{
    public static HostSystem Current { get; } = OperatingSystem.IsWindows() ? HostSystem.Windows
        : OperatingSystem.IsMacOS() ? HostSystem.MacOS
        : HostSystem.Linux;
}
