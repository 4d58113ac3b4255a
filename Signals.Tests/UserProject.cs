using System.Diagnostics;

namespace Signals.Tests;

/// <summary>A user's project outside the repository, which refers to the libraries of the tests.</summary>
internal sealed class UserProject : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("signals-").FullName;

    /// <summary>Copies a project from the output folder of the tests.</summary>
    public UserProject(string name)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, name)))
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
    }

    /// <summary>Writes a file of the project; null removes it.</summary>
    public void Write(string file, string? text)
    {
        if (text is null)
            File.Delete(Path.Combine(_folder, file));
        else
            File.WriteAllText(Path.Combine(_folder, file), text);
    }

    public string Read(string file) => File.ReadAllText(Path.Combine(_folder, file));

    /// <summary>Builds or publishes into the folder "out".</summary>
    public Task<(int ExitCode, string Output)> DotnetAsync(string verb, params string[] options)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var libraries = $"-p:SignalsFolder={AppContext.BaseDirectory}";
        // A build server would outlive the build and keep its pipes open.
        return RunAsync(dotnet, [verb, "--disable-build-servers", "--output", "out", libraries, .. options]);
    }

    /// <summary>Runs a program of the folder "out".</summary>
    public Task<(int ExitCode, string Output)> RunAsync(string program) =>
        RunAsync(Path.Combine(_folder, "out", program), []);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<(int ExitCode, string Output)> RunAsync(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }
}
