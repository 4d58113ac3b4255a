using OAuthClient.Testing;
using OAuthClient.Tests.Storage;

namespace OAuthClient.Tests.Packages;

/// <summary>
/// A web application and a worker of strangers, outside the repository, with the examples of the READMEs.
/// </summary>
public class StrangersHostTests
{
    private static readonly string TokenKey = SealKeys.CreateBase64(7);

    [Test]
    public async Task The_example_of_the_web_package_logs_a_user_in()
    {
        await using var provider = PretendProvider.Listen();
        var project = await StrangersProject.CreateAsync("web", "OAuthClient.AspNetCore");
        project.Write("Program.cs", ExampleOf("OAuthClient.AspNetCore"));
        await using var site = await StrangersSite.StartAsync(project, provider);
        using var visitor = new WebVisitor(site.Url);
        Assert.That(await visitor.LogInAsync("anna"), Is.EqualTo("hello, anna"));
    }

    [Test]
    public async Task The_example_of_the_host_package_refreshes_a_token_and_calls_the_API_in_a_worker()
    {
        await using var provider = PretendProvider.Listen();
        var project = await StrangersProject.CreateAsync("worker", "OAuthClient.Extensions", "OAuthClient.Testing");
        project.Write("Program.cs", ExampleOf("OAuthClient.Extensions"));
        project.ReplaceGitHub(provider);
        await project.BuildAsync();

        var start = project.StartOf("--TokenKeys", TokenKey);
        var tokens = Path.Combine(start.WorkingDirectory, "tokens");
        await EarlierLogin.StoreAsync(provider, tokens, TokenKey, OAuthUser.TheOnlyOne);
        Assert.That(await Command.RunAsync(start), Does.Contain("\"anna\""));
        Assert.That(provider.RefreshCount, Is.EqualTo(1));
    }

    private static string ExampleOf(string package) =>
        Document.Blocks($"{package}/README.md").Single(block => block.Language == "csharp").Text;
}
