using System.Diagnostics;
using OAuthClient.Native.Planning;

namespace OAuthClient.Native.Browsing;

/// <summary>A program that opens an address, which is one of its arguments. No shell reads it.</summary>
/// <param name="Program">The program.</param>
/// <param name="Arguments">The arguments.</param>
internal sealed record LaunchCommand(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>
    /// Whether Windows finds the program that opens the address: <see cref="Program"/> is the address.
    /// </summary>
    public bool IsShellExecute { get; private init; }

    /// <summary>Lists the commands for an address, in the order in which they are tried.</summary>
    public static IEnumerable<LaunchCommand> For(Uri address, HostSystem system, Func<string, string?> environment)
    {
        var url = address.AbsoluteUri;
        if (system == HostSystem.Windows)
            return [new(url, []) { IsShellExecute = true }];
        if (system == HostSystem.MacOS)
            return [.. OfVariable(url, environment), new("/usr/bin/open", [url])];
        LaunchCommand[] windows = IsWsl(environment)
            ? [new("wslview", [url]), new("rundll32.exe", ["url.dll,FileProtocolHandler", url])]
            : [];
        return [.. OfVariable(url, environment), .. windows, new("xdg-open", [url])];
    }

    public ProcessStartInfo CreateStart() => IsShellExecute
        ? new(Program) { UseShellExecute = true }
        : new(Program, Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    private static bool IsWsl(Func<string, string?> environment) =>
        !string.IsNullOrEmpty(environment("WSL_DISTRO_NAME")) || !string.IsNullOrEmpty(environment("WSL_INTEROP"));

    // $BROWSER lists commands, with colons between them. In each, %s stands for the address.
    private static IEnumerable<LaunchCommand> OfVariable(string url, Func<string, string?> environment) =>
        from command in (environment("BROWSER") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
        let words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where words.Length > 0
        let hasPlace = words[1..].Any(word => word.Contains("%s", StringComparison.Ordinal))
        let arguments = words[1..].Select(word => word.Replace("%s", url, StringComparison.Ordinal)).ToArray()
        select new LaunchCommand(words[0], hasPlace ? arguments : [.. arguments, url]);
}
