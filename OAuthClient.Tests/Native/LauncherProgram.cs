using OAuthClient.Native;
using OAuthClient.Native.Planning;

namespace OAuthClient.Tests.Native;

/// <summary>A program in the place of the system's launcher. It records its arguments, one a line.</summary>
internal sealed class LauncherProgram : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("launcher-");

    /// <param name="script">The further work of the program, as a shell script; null if the program is missing.</param>
    public LauncherProgram(string? script = "exit 0")
    {
        if (script is null || OperatingSystem.IsWindows())
            return;
        File.WriteAllText(Program, $"#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$0.arguments\"\n{script}\n");
        File.SetUnixFileMode(Program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Program => Path.Combine(_folder.FullName, "launcher");

    /// <summary>The system's browser, on a Linux that has this launcher.</summary>
    public SystemBrowser Browser => new(HostSystem.Linux, name => name == "BROWSER" ? Program : null);

    /// <summary>The arguments that it was started with; null if it was not started.</summary>
    public string[]? Arguments =>
        File.Exists($"{Program}.arguments") ? File.ReadAllText($"{Program}.arguments").TrimEnd('\n').Split('\n') : null;

    public string ReadInput() => File.ReadAllText($"{Program}.input");

    public void Dispose() => _folder.Delete(recursive: true);
}
