using System.Diagnostics;

namespace OAuthClient.Tests.Harness;

/// <summary>Starts the harness as a program of its own.</summary>
internal static class HarnessProgram
{
    public static ProcessStartInfo Start(params IEnumerable<string> args)
    {
        var program = typeof(OAuthHarness.ExitCode).Assembly.Location;
        return new("dotnet", ["exec", program, .. args]);
    }
}
