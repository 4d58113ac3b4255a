using System.Diagnostics;

namespace OAuthClient.Tests;

/// <summary>Runs a program until it ends.</summary>
internal static class Command
{
    private static readonly SemaphoreSlim Sdk = new(1);

    /// <summary>The <c>dotnet</c> that runs the tests.</summary>
    public static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Runs a command of the SDK in a folder, one at a time: a build takes all processors.</summary>
    /// <returns>The command's output.</returns>
    public static async Task<string> RunSdkAsync(string folder, params IEnumerable<string> arguments)
    {
        await Sdk.WaitAsync();
        try
        {
            return await RunAsync(folder, Dotnet, arguments);
        }
        finally
        {
            Sdk.Release();
        }
    }

    /// <summary>Runs a program in a folder, and fails the test if the exit code is not 0.</summary>
    /// <returns>The program's output.</returns>
    public static Task<string> RunAsync(string folder, string program, params IEnumerable<string> arguments) =>
        RunAsync(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder });

    /// <summary>Runs a program, and fails the test if the exit code is not 0.</summary>
    /// <returns>The program's output.</returns>
    public static async Task<string> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(
            process.ExitCode, Is.Zero,
            $"{start.FileName} {string.Join(' ', start.ArgumentList)}\n{output}\n{await errors}");
        return output;
    }
}
