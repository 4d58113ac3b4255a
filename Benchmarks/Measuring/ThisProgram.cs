using System.Diagnostics;

namespace Benchmarks.Measuring;

/// <summary>How to start another process of this program.</summary>
internal static class ThisProgram
{
    public static ProcessStartInfo StartInfo(params IEnumerable<string> arguments)
    {
        // After "dotnet Benchmarks.dll", the process is dotnet and the program is its first argument.
        var isHosted = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        string[] program = isHosted ? [Environment.GetCommandLineArgs()[0]] : [];
        return new(Environment.ProcessPath!, [.. program, .. arguments]) { RedirectStandardOutput = true };
    }
}
