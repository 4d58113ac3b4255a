using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Benchmarks.Contenders.Native;

/// <summary>The harness and an empty program, both published as native code (AOT). It needs a linker.</summary>
internal sealed class NativePrograms
{
    public const string Harness = "the harness";
    public const string Empty = "an empty program";

    private const string EmptyProject = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <PublishAot>true</PublishAot>
            <InvariantGlobalization>true</InvariantGlobalization>
            <OptimizationPreference>Size</OptimizationPreference>
          </PropertyGroup>
        </Project>
        """;

    private readonly Dictionary<string, string> _files = [];

    private NativePrograms() { }

    public static NativePrograms Publish()
    {
        var folder = Directory.CreateTempSubdirectory("native-").FullName;
        var source = Path.Combine(folder, "empty");
        Directory.CreateDirectory(source);
        File.WriteAllText(Path.Combine(source, "empty.csproj"), EmptyProject);
        File.WriteAllText(Path.Combine(source, "Program.cs"), "return 0;");
        var programs = new NativePrograms();
        programs.Publish(Empty, Path.Combine(source, "empty.csproj"), Path.Combine(folder, "out", "empty"));
        programs.Publish(
            Harness,
            Path.Combine(Root(), "OAuthHarness", "OAuthHarness.csproj"),
            Path.Combine(folder, "out", "oauth-harness"));
        return programs;
    }

    /// <summary>The size of the program's file in MB.</summary>
    public double Size(string name) => new FileInfo(_files[name]).Length / 1_000_000.0;

    /// <summary>The time of a whole process that prints the help, in milliseconds.</summary>
    public double Measure(string name)
    {
        var start = new ProcessStartInfo(_files[name], ["--help"]) { RedirectStandardOutput = true };
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private void Publish(string name, string project, string file)
    {
        var intermediate = Path.Combine(Path.GetDirectoryName(file)!, "obj", Path.GetFileName(file));
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "publish", project, "-c", "Release", "--use-current-runtime", "-p:PublishAot=true",
                $"-p:ArtifactsPath={intermediate}", "-o", Path.GetDirectoryName(file)!,
            ])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (!File.Exists(file))
            throw new WrongContenderException($"{name} was not published: {output}");
        _files[name] = file;
    }

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
