using System.Text;

namespace OAuthClient.Tests.Packages;

/// <summary>A library is the same, byte by byte, wherever it is built, and debuggers find its sources.</summary>
public class ReproducibleBuildTests
{
    private const string Date = "2026-01-01T00:00:00Z";
    private const string Remote = "https://github.com/example/signals.git";
    private const string Link = "https://raw.githubusercontent.com/example/signals/";

    private static readonly string[] Folders = ["Packaging", "Signals"];

    [Test]
    public async Task Two_clones_in_different_folders_build_the_same_library_with_links_to_the_sources()
    {
        var folder = Directory.CreateTempSubdirectory("clones-").FullName;
        try
        {
            var built = await Task.WhenAll(BuildAsync(Path.Combine(folder, "a")), BuildAsync(Path.Combine(folder, "b/c")));
            foreach (var file in (string[])["Signals.dll", "Signals.pdb"])
            {
                var bytes = built.Select(output => File.ReadAllBytes(Path.Combine(output, file))).ToArray();
                Assert.That(bytes[1], Is.EqualTo(bytes[0]), file);
                Assert.That(Encoding.Latin1.GetString(bytes[0]), Does.Not.Contain(folder), file);
            }
            var symbols = await File.ReadAllBytesAsync(Path.Combine(built[0], "Signals.pdb"));
            Assert.That(Encoding.Latin1.GetString(symbols), Does.Contain(Link));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> BuildAsync(string clone)
    {
        Copy(Directory.EnumerateFiles(Repository.Root).Select(file => Path.GetFileName(file)), clone);
        foreach (var folder in Folders)
            Copy(Repository.Files(folder, "*"), clone);
        await GitAsync(clone, "init", "--quiet");
        await GitAsync(clone, "add", "--all");
        await GitAsync(clone, "commit", "--quiet", "--message", "Sources");
        await GitAsync(clone, "remote", "add", "origin", Remote);
        var output = Path.Combine(clone, "out");
        await Command.RunSdkAsync(
            clone, "build", "Signals", "--configuration", "Release", "--disable-build-servers",
            "--output", output, "-p:RunAnalyzers=false");
        return output;
    }

    private static void Copy(IEnumerable<string> files, string clone)
    {
        foreach (var file in files.Where(file => file != ".git"))
        {
            var copy = Path.Combine(clone, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Repository.PathOf(file), copy);
        }
    }

    private static Task<string> GitAsync(string folder, params IEnumerable<string> arguments) =>
        Command.RunAsync(
            folder, "env",
            [
                $"GIT_AUTHOR_DATE={Date}", $"GIT_COMMITTER_DATE={Date}", "git", "-c", "user.name=tests",
                "-c", "user.email=tests@example.com", "-c", "commit.gpgsign=false", .. arguments,
            ]);
}
