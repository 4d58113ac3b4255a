using System.Diagnostics;
using System.Xml.Linq;
using OAuthClient.Testing;
using OAuthClient.Tests.Packages;

namespace OAuthClient.Tests.Recipes;

/// <summary>The project of a recipe, in a folder that has nothing of this repository.</summary>
internal sealed class RecipeProject
{
    private readonly RecipePage _page;
    private readonly string _parent;

    public RecipeProject(RecipePage page, string parent)
    {
        _page = page;
        _parent = parent;
        Name = OptionOf(page.Commands.Single(IsNew), "-o");
    }

    public string Name { get; }

    public string Folder => Path.Combine(_parent, Name);

    /// <summary>The path of the project file, relative to the folder of the solution.</summary>
    public string File => $"{Name}/{Name}.csproj";

    /// <summary>The provider in GitHub's place.</summary>
    public PretendProvider GitHub { get; } = PretendProvider.Listen();

    /// <summary>The provider in GitLab's place.</summary>
    public PretendProvider GitLab { get; } = PretendProvider.Listen();

    /// <summary>Runs the commands of the page, without their restores, and writes its files.</summary>
    public async Task CreateAsync()
    {
        var creation = _page.Commands.Single(IsNew).Split(' ').Skip(1);
        await Command.RunAsync(_parent, Command.Dotnet, [.. creation, "--no-restore", "--no-update-check"]);
        AddReferences();
        foreach (var (file, text) in _page.Files)
            Write(file, PretendGitHub.Replace(text, GitHub, GitLab));
    }

    public void Write(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
    }

    /// <summary>The built program, to be started in the folder of the project.</summary>
    public ProcessStartInfo StartOf(params IEnumerable<string> arguments) =>
        new(Command.Dotnet, [Path.Combine(Folder, "bin/Debug/net10.0", $"{Name}.dll"), .. arguments])
        {
            WorkingDirectory = Folder,
        };

    private static bool IsNew(string command) => command.StartsWith("dotnet new ", StringComparison.Ordinal);

    private static string OptionOf(string command, string name)
    {
        var words = command.Split(' ');
        return words[Array.IndexOf(words, name) + 1];
    }

    // The command "dotnet add" restores each time, so its lines are written here; one restore of all recipes follows.
    private void AddReferences()
    {
        var path = Path.Combine(_parent, File);
        var project = XDocument.Load(path);
        var added = _page.Commands.Where(command => command.StartsWith("dotnet add ", StringComparison.Ordinal));
        string[] commands = [.. added, $"dotnet add package {PackageFeed.IdOf("OAuthClient.Testing")}"];
        foreach (var command in commands.Distinct())
            project.Root!.Add(new XElement("ItemGroup", ReferenceOf(command)));
        project.Save(path);
    }

    private static XElement ReferenceOf(string command)
    {
        var words = command.Split(' ');
        if (words[2] == "reference")
            return new("ProjectReference", new XAttribute("Include", $"{words[3]}/{Path.GetFileName(words[3])}.csproj"));
        var isOurs = words[3].StartsWith("OAuthSignals.", StringComparison.Ordinal);
        var version = isOurs ? PackageFeed.Version : OptionOf(command, "--version");
        return new("PackageReference", new XAttribute("Include", words[3]), new XAttribute("Version", version));
    }
}
