using OAuthClient.Native.Browsing;
using OAuthClient.Native.Planning;

namespace OAuthClient.Native;

/// <summary>The browser that the system opens addresses with. Thread-safe.</summary>
/// <remarks>
/// Windows opens an address itself. On macOS it is <c>$BROWSER</c>, then <c>open</c>; on Linux <c>$BROWSER</c>, then
/// <c>xdg-open</c>; in WSL <c>wslview</c> and <c>rundll32.exe</c> come before it. <c>$BROWSER</c> is a program with
/// arguments, where <c>%s</c> stands for the address; several are separated by colons. No shell reads the address, and
/// only https and, at a loopback host, http are opened.
/// </remarks>
public sealed class SystemBrowser : ISystemBrowser
{
    private readonly Func<string, string?> _environment;
    private readonly HostSystem _system;

    /// <summary>Creates the browser of this machine.</summary>
    public SystemBrowser() : this(HostSystems.Current, Environment.GetEnvironmentVariable) { }

    internal SystemBrowser(HostSystem system, Func<string, string?> environment)
    {
        _system = system;
        _environment = environment;
    }

    /// <inheritdoc/>
    public async ValueTask<string?> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (LaunchRule.FindFault(address) is { } fault)
            return fault;
        var faults = new List<string>();
        foreach (var command in LaunchCommand.For(address, _system, _environment))
        {
            if (await Launcher.StartAsync(command, cancellationToken).ConfigureAwait(false) is not { } failed)
                return null;
            faults.Add(failed);
        }
        return string.Join(", and ", faults);
    }
}
