using OAuthClient.Tests.Packages;

namespace OAuthClient.Tests.Recipes;

/// <summary>The projects of all recipes, built together from the packages for the first test that needs one.</summary>
internal static class RecipeSolution
{
    private static readonly Lazy<Task<IReadOnlyDictionary<string, RecipeProject>>> Shared = new(BuildAsync);

    /// <summary>The project of a page.</summary>
    public static async Task<RecipeProject> GetAsync(string page) => (await Shared.Value)[page];

    private static async Task<IReadOnlyDictionary<string, RecipeProject>> BuildAsync()
    {
        var feed = await PackageFeed.GetAsync();
        var folder = Directory.CreateDirectory(Path.Combine(feed.Folder, "recipes")).FullName;
        var projects = RecipePage.All().ToDictionary(page => page.Name, page => new RecipeProject(page, folder));
        foreach (var project in projects.Values)
            await project.CreateAsync();
        var entries = projects.Values.Select(project => $"<Project Path=\"{project.File}\" />");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Recipes.slnx"), $"<Solution>{string.Concat(entries)}</Solution>");
        await Command.RunAsync(
            folder, Command.Dotnet, "build", "Recipes.slnx", "-warnaserror", "--disable-build-servers");
        return projects;
    }
}
