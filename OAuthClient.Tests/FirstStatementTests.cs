using System.Diagnostics;
using Microsoft.CodeAnalysis;

namespace OAuthClient.Tests;

/// <summary>
/// Runs a separate program whose first statement connects receivers, before any other use of OAuthClient.
/// </summary>
public class FirstStatementTests
{
    private const string Program = """
        using OAuthClient;
        using Signals;

        SignalRegistry.Default.ConnectAll(typeof(Receivers));
        System.Console.WriteLine(OAuthSignals.Authorized.Receivers[0].Name);

        static class Receivers
        {
            [ConnectTo("oauth_authorized")]
            static bool Veto(OAuthDance dance, AuthorizedArgs login) => false;
        }
        """;

    [Test]
    public async Task A_program_may_connect_by_name_before_it_uses_a_dance_or_its_signals()
    {
        var folder = Directory.CreateTempSubdirectory("first-statement-");
        try
        {
            var (exitCode, output) = await RunAsync(Compile(folder.FullName));
            Assert.That((exitCode, output.Trim()), Is.EqualTo((0, "Receivers.Veto")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The libraries are copied next to the compiled program, so the program needs no deps.json file.
    private static string Compile(string folder)
    {
        foreach (var library in (string[])["Signals", "OAuthClient", "System.Reactive", "Flurl", "Flurl.Http"])
            File.Copy(Path.Combine(AppContext.BaseDirectory, $"{library}.dll"), Path.Combine(folder, $"{library}.dll"));
        var runtime = Path.ChangeExtension(typeof(FirstStatementTests).Assembly.Location, ".runtimeconfig.json");
        File.Copy(runtime, Path.Combine(folder, "program.runtimeconfig.json"));
        var program = Path.Combine(folder, "program.dll");
        var result = DocumentCompiler.Compile(new("program", 1, "csharp", Program)).Emit(program);
        Assert.That(
            result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning),
            Is.Empty);
        return program;
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string program)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
