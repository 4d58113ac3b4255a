namespace OAuthClient.Tests.Packages;

/// <summary>
/// The packages of this repository in a folder that is a NuGet feed, packed for the first test that needs them.
/// </summary>
internal sealed class PackageFeed
{
    /// <summary>A version that is never released, so that no cache of this machine has it.</summary>
    public const string Version = "0.1.0-test";

    private static readonly Lazy<Task<PackageFeed>> Shared = new(PackAsync);

    private PackageFeed(string folder) => Folder = folder;

    /// <summary>The folder with the feed. Projects that use the packages are its subfolders.</summary>
    public string Folder { get; }

    public static Task<PackageFeed> GetAsync() => Shared.Value;

    /// <summary>The id of the package of a project.</summary>
    public static string IdOf(string project) =>
        project.StartsWith("OAuthSignals.", StringComparison.Ordinal) ? project : $"OAuthSignals.{project}";

    public string FileOf(string project) => Path.Combine(Folder, "feed", $"{IdOf(project)}.{Version}.nupkg");

    private static async Task<PackageFeed> PackAsync()
    {
        var folder = Directory.CreateTempSubdirectory("packages-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Delete(folder);
        await Command.RunSdkAsync(
            Repository.Root, "pack", "OAuthSignals.sln", "--no-build", "--configuration", "Release",
            "--output", Path.Combine(folder, "feed"), $"-p:PackageVersion={Version}", "--disable-build-servers");
        var cache = await Command.RunSdkAsync(folder, "nuget", "locals", "global-packages", "--list");
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), Settings(cache.Split(": ", 2)[1].Trim()));
        return new(folder);
    }

    // A program that a failed test left running may still write into the folder.
    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException) { }
    }

    // Our packages come from the feed alone and are unpacked in its folder; all others come from the cache of the
    // machine, or else from NuGet.
    private static string Settings(string machineCache) => $"""
        <configuration>
          <config><add key="globalPackagesFolder" value="cache" /></config>
          <fallbackPackageFolders><clear /><add key="machine" value="{machineCache}" /></fallbackPackageFolders>
          <packageSources>
            <clear />
            <add key="feed" value="feed" />
            <add key="nuget.org" value="https://api.nuget.org/v3/index.json" />
          </packageSources>
          <packageSourceMapping>
            <packageSource key="feed"><package pattern="OAuthSignals.*" /></packageSource>
            <packageSource key="nuget.org"><package pattern="*" /></packageSource>
          </packageSourceMapping>
        </configuration>
        """;
}
