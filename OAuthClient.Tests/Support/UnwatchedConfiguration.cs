using System.Runtime.CompilerServices;

namespace OAuthClient.Tests;

/// <summary>
/// Keeps hosts from watching their configuration files: the system allows a user few watches, and the tests make
/// hundreds of hosts.
/// </summary>
internal static class UnwatchedConfiguration
{
    [ModuleInitializer]
    internal static void Set()
    {
        foreach (var prefix in (string[])["DOTNET_", "ASPNETCORE_"])
            Environment.SetEnvironmentVariable($"{prefix}hostBuilder__reloadConfigOnChange", "false");
    }
}
