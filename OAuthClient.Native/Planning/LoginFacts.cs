namespace OAuthClient.Native.Planning;

/// <summary>The facts about this machine and this terminal that decide how a person can log in. Immutable.</summary>
internal sealed record LoginFacts
{
    private static readonly string[] ContainerFiles = ["/.dockerenv", "/run/.containerenv"];
    private static readonly string[] ContainerVariables = ["KUBERNETES_SERVICE_HOST", "container"];
    private static readonly string[] WslVariables = ["WSL_DISTRO_NAME", "WSL_INTEROP"];

    public HostSystem System { get; init; }

    /// <summary>Whether X11 or Wayland has a display.</summary>
    public bool HasDisplay { get; init; }

    /// <summary>Whether the program runs in an SSH session.</summary>
    public bool IsRemote { get; init; }

    public bool IsWsl { get; init; }

    public bool IsContainer { get; init; }

    /// <summary>Whether <c>$BROWSER</c> names a browser.</summary>
    public bool HasBrowserVariable { get; init; }

    /// <summary>Whether the program is a step of an automatic build (<c>CI</c>).</summary>
    public bool IsAutomatic { get; init; }

    /// <summary>Whether a person can paste a line.</summary>
    public bool CanAsk { get; init; }

    /// <summary>Whether lines go anywhere.</summary>
    public bool CanShow { get; init; }

    /// <summary>Whether the lines are read at a terminal now, and not in a file later.</summary>
    public bool IsTerminal { get; init; }

    public static LoginFacts Read(INativeTerminal terminal) =>
        Read(terminal, HostSystems.Current, Environment.GetEnvironmentVariable, File.Exists);

    public static LoginFacts Read(
        INativeTerminal terminal, HostSystem system, Func<string, string?> variable, Func<string, bool> fileExists)
    {
        bool Has(string name) => !string.IsNullOrEmpty(variable(name));
        return new()
        {
            System = system,
            HasDisplay = Has("DISPLAY") || Has("WAYLAND_DISPLAY"),
            IsRemote = Has("SSH_CONNECTION") || Has("SSH_TTY"),
            IsWsl = system == HostSystem.Linux && WslVariables.Any(Has),
            IsContainer = system == HostSystem.Linux && (ContainerVariables.Any(Has) || ContainerFiles.Any(fileExists)),
            HasBrowserVariable = system != HostSystem.Windows && Has("BROWSER"),
            IsAutomatic = variable("CI") is { Length: > 0 } value && value is not ("false" or "0"),
            CanAsk = terminal.CanAsk,
            CanShow = terminal.CanShow,
            IsTerminal = terminal.Columns is not null,
        };
    }
}
