using System.Diagnostics;

namespace OAuthClient.Tests;

/// <summary>Runs an example of a document as a program in a process of its own.</summary>
internal static class ExampleProgram
{
    /// <param name="block">The example.</param>
    /// <param name="input">The line that the program may read.</param>
    /// <param name="see">Is called for each line that the program prints.</param>
    /// <returns>The program's output.</returns>
    public static async Task<string> RunAsync(DocumentBlock block, string input, Action<string> see)
    {
        var program = Path.Combine(AppContext.BaseDirectory, $"example-{Path.GetRandomFileName()}.dll");
        try
        {
            using (var assembly = File.Create(program))
            {
                var emitted = DocumentCompiler.Compile(block).Emit(assembly);
                Assert.That(emitted.Success, Is.True, string.Join('\n', emitted.Diagnostics));
            }
            return await RunAsync(program, input, see);
        }
        finally
        {
            File.Delete(program);
        }
    }

    private static async Task<string> RunAsync(string program, string input, Action<string> see)
    {
        var settings = Path.Combine(AppContext.BaseDirectory, "OAuthClient.Tests");
        string[] arguments =
        [
            "exec", "--depsfile", $"{settings}.deps.json", "--runtimeconfig", $"{settings}.runtimeconfig.json", program,
        ];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteLineAsync(input);
        process.StandardInput.Close();
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            see(line);
        }
        await process.WaitForExitAsync();
        var output = string.Join('\n', lines);
        Assert.That(process.ExitCode, Is.Zero, $"{output}\n{await errors}");
        return output;
    }
}
