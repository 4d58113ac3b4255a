using System.Globalization;
using OAuthClient.Tests.Packages;
using OAuthClient.Tests.Storage;
using OAuthClient.Tests.Web;

namespace OAuthClient.Tests.Recipes;

/// <summary>
/// The programs of docs/recipes, built from the packages in folders of a stranger, and run against a pretend provider.
/// </summary>
public class RecipeTests
{
    private const int UserCount = 50;

    private static readonly string TokenKey = SealKeys.CreateBase64(7);

    [Test]
    public void Every_recipe_is_in_the_list_of_recipes()
    {
        var listed = Document.Links("docs/recipes/README.md").Select(link => link.Target);
        Assert.That(RecipePage.All().Select(page => $"{page.Name}.md"), Is.SubsetOf(listed));
    }

    [Test]
    public async Task The_worker_calls_the_API_for_50_users_and_leaves_out_the_one_without_a_token()
    {
        var recipe = await RecipeSolution.GetAsync("worker");
        var names = Enumerable.Range(1, UserCount).ToDictionary(number => $"github:{number}", number => $"user{number}");
        foreach (var (user, name) in names)
            await EarlierLogin.StoreAsync(recipe.GitHub, Path.Combine(recipe.Folder, "tokens"), TokenKey, user, name);
        recipe.Write("users.txt", string.Join('\n', [.. names.Keys, "github:stranger"]));

        var output = await Command.RunAsync(recipe.StartOf("--TokenKeys", TokenKey));
        var printed = output.Split('\n').Where(line => line.Contains(" is user", StringComparison.Ordinal));
        Assert.That(printed, Is.EquivalentTo(names.Select(pair => $"{pair.Key} is {pair.Value}")), output);
        Assert.That(output, Does.Contain("github:stranger has to log in again"));
        Assert.That(recipe.GitHub.RefreshCount, Is.EqualTo(UserCount));
    }

    [Test]
    public async Task The_console_logs_its_user_in_once()
    {
        var recipe = await RecipeSolution.GetAsync("console");
        var start = () => recipe.StartOf("--TokenKeys", TokenKey);
        Assert.That(await FirstExample.RunAsync(start()), Does.Contain("Stored").And.Contain("anna"));
        Assert.That(await Command.RunAsync(start()), Does.Not.Contain("Open").And.Contain("anna"));
    }

    [Test]
    public async Task The_minimal_API_greets_the_user_who_logged_in()
    {
        var recipe = await RecipeSolution.GetAsync("minimal-api");
        await using var site = await StrangersSite.StartAsync(arguments => recipe.StartOf(arguments));
        using var visitor = new WebVisitor(site.Url);
        Assert.That(await visitor.LogInAsync("anna"), Is.EqualTo("hello, anna"));
        Assert.That(await visitor.ReadAsync("/health"), Is.EqualTo("well"));
    }

    [Test]
    public async Task The_MVC_application_links_two_accounts_to_one_user_of_Identity()
    {
        var recipe = await RecipeSolution.GetAsync("mvc-identity");
        await using var site = await StrangersSite.StartAsync(
            arguments => recipe.StartOf([.. arguments, "--TokenKeys", TokenKey]));
        using var first = new WebVisitor(site.Url);
        Assert.That(await first.LogInAsync("anna", "/github"), Does.Contain("anna"));
        Assert.That(await first.LogInAsync("bea", "/gitlab"), Does.Contain("bea"));

        // The other browser knows the user by the linked account, and finds the token of the first one.
        using var second = new WebVisitor(site.Url);
        Assert.That(await second.LogInAsync("bea", "/gitlab"), Does.Contain("bea"));
        Assert.That(await second.ReadAsync("/github"), Does.Contain("anna"));
        var start = await second.ReadAsync("/");
        Assert.That(start, Does.Contain("You are github-").And.Contain("action=\"/login/gitlab?returnUrl=%2Fgitlab\""));
    }

    [Test]
    public async Task The_Blazor_component_refreshes_the_token_in_its_circuit_and_the_next_request_finds_it()
    {
        var recipe = await RecipeSolution.GetAsync("blazor");
        recipe.GitHub.AccessTokenLifetime = TimeSpan.FromSeconds(8);
        await using var site = await StrangersSite.StartAsync(arguments => recipe.StartOf(arguments));
        using var visitor = new WebVisitor(site.Url);
        await visitor.LogInAsync("anna");
        recipe.GitHub.AccessTokenLifetime = TimeSpan.FromHours(1);

        // The token is due a second or two before its end. A circuit that starts earlier uses it as it is.
        while (recipe.GitHub.RefreshCount == 0)
        {
            var page = await visitor.ReadAsync("/");
            using var circuit = await BlazorCircuit.StartAsync(visitor.AddressOf("/"), page, visitor.Cookies);
            await circuit.ReceiveUntilAsync("hello, anna");
        }
        Assert.That(recipe.GitHub.RefreshCount, Is.EqualTo(1));
        Assert.That(await visitor.ReadAsync("/me"), Does.Contain("anna"));
        Assert.That(recipe.GitHub.RefreshCount, Is.EqualTo(1));
    }

    [Test]
    public async Task The_tests_of_the_web_application_pass()
    {
        var recipe = await RecipeSolution.GetAsync("web-tests");
        var output = await Command.RunAsync(recipe.Folder, Command.Dotnet, "test", "--no-build");
        var count = RecipePage.All().Single(page => page.Name == "web-tests").Files
            .Sum(file => file.Text.Split("[Test]").Length - 1);
        Assert.That(output, Does.Match(string.Create(CultureInfo.InvariantCulture, $@"Failed:\s+0, Passed:\s+{count + 1},")));
    }
}
