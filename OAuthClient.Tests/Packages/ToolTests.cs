using System.Diagnostics;

namespace OAuthClient.Tests.Packages;

/// <summary>The harness as people install it: a dotnet tool, and one file of native code.</summary>
public class ToolTests
{
    private const string Project = "OAuthHarness";
    private const long MostBytes = 20_000_000;

    [Test]
    public async Task The_tool_installs_from_the_feed_and_plays_its_story_in_an_empty_folder()
    {
        var feed = await PackageFeed.GetAsync();
        var tools = Path.Combine(feed.Folder, "tools");
        await Command.RunSdkAsync(
            feed.Folder,
            "tool", "install", PackageFeed.IdOf(Project), "--tool-path", tools, "--version", PackageFeed.Version);
        await PlayStoryAsync(Path.Combine(tools, "oauth-harness"));
    }

    [Test]
    public async Task The_native_file_is_small_and_plays_its_story_and_its_publication_warns_of_nothing_unlisted()
    {
        NativePublication.IgnoreWithoutLinker();
        var folder = Directory.CreateTempSubdirectory("native-");
        try
        {
            var output = await Command.RunSdkAsync(
                Repository.Root,
                "publish", Project, "--configuration", "Release", "--use-current-runtime", "--disable-build-servers",
                "--output", Path.Combine(folder.FullName, "out"), "-p:PublishAot=true", "-p:TrimmerSingleWarn=false",
                $"-p:ArtifactsPath={Path.Combine(folder.FullName, "build")}");
            Assert.That(
                NativePublication.FindWarnings(output), Is.SubsetOf(NativePublication.ListedWarnings), output);
            var program = new FileInfo(Path.Combine(folder.FullName, "out", "oauth-harness"));
            Assert.That(program.Length, Is.LessThan(MostBytes));
            await PlayStoryAsync(program.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task PlayStoryAsync(string program)
    {
        var empty = Directory.CreateTempSubdirectory("empty-");
        try
        {
            var lines = await Command.RunAsync(new ProcessStartInfo(program) { WorkingDirectory = empty.FullName });
            Assert.That(lines.Trim().Split('\n'), Has.Length.EqualTo(6).And.All.Contains("\"as_expected\":true"));
            Assert.That(empty.EnumerateFileSystemInfos(), Is.Empty);
        }
        finally
        {
            empty.Delete(recursive: true);
        }
    }
}
