using System.Diagnostics;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Packages;

/// <summary>
/// A project of a stranger, in a folder that has nothing of this repository. It gets our packages by name from the
/// feed, and all others from NuGet.
/// </summary>
internal sealed class StrangersProject
{
    private const string Name = "Stranger";
    private readonly string _folder;

    private StrangersProject(string folder) => _folder = folder;

    private string Output => Path.Combine(_folder, "out");

    /// <summary>The published native program.</summary>
    public string Executable => Path.Combine(Output, Name);

    public string Folder => _folder;

    /// <summary>Creates a project from a template of the SDK, and adds the packages of some of our projects.</summary>
    public static async Task<StrangersProject> CreateAsync(string template, params IEnumerable<string> packages)
    {
        var project = await FromTemplateAsync(template);
        foreach (var package in packages)
            await project.AddAsync(package);
        return project;
    }

    /// <summary>Creates a project from a template that is in a hive of its own, or in the SDK without one.</summary>
    public static async Task<StrangersProject> FromTemplateAsync(string template, string? hive = null)
    {
        var feed = await PackageFeed.GetAsync();
        var folder = Path.Combine(feed.Folder, $"{template}-{Path.GetRandomFileName()}");
        string[] custom = hive is null ? [] : ["--debug:custom-hive", hive];
        await Command.RunSdkAsync(
            feed.Folder,
            ["new", template, "--name", Name, "--output", folder, "--no-update-check", .. custom]);
        return new(folder);
    }

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);

    /// <summary>Puts a pretend provider that calls itself GitHub in the place of GitHub.</summary>
    public void ReplaceGitHub(PretendProvider provider)
    {
        var program = File.ReadAllText(Path.Combine(_folder, "Program.cs"));
        Write("Program.cs", PretendGitHub.Replace(program, provider));
    }

    /// <summary>Adds the package of one of our projects by its name.</summary>
    public Task<string> AddAsync(string package) =>
        Command.RunSdkAsync(
            _folder, "package", "add", PackageFeed.IdOf(package), "--version", PackageFeed.Version);

    /// <summary>Builds the project; a warning fails the test.</summary>
    public Task<string> BuildAsync() => DotnetAsync("build", "-warnaserror");

    /// <summary>Builds or publishes into the folder "out". A build server would outlive the build.</summary>
    public Task<string> DotnetAsync(string verb, params IEnumerable<string> options) =>
        Command.RunSdkAsync(
            _folder, [verb, "--disable-build-servers", "--output", Output, .. options]);

    /// <summary>The built program, to be started in the folder of the project.</summary>
    public ProcessStartInfo StartOf(params IEnumerable<string> arguments) =>
        new(Command.Dotnet, [Path.Combine(Output, $"{Name}.dll"), .. arguments]) { WorkingDirectory = _folder };
}
