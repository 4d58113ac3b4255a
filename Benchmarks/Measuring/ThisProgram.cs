using System.Diagnostics;

namespace Benchmarks.Measuring;

/// <summary>This very program, to be started once more.</summary>
internal static class ThisProgram
{
    public static ProcessStartInfo StartInfo(params IEnumerable<string> arguments)
    {
        // Started as "dotnet Benchmarks.dll", this process is dotnet, and the program its first argument.
        var isHosted = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        string[] program = isHosted ? [Environment.GetCommandLineArgs()[0]] : [];
        return new(Environment.ProcessPath!, [.. program, .. arguments]) { RedirectStandardOutput = true };
    }
}
