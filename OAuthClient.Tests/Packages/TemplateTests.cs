using System.Text.Json.Nodes;
using OAuthClient.Testing;
using OAuthClient.Tests.Storage;

namespace OAuthClient.Tests.Packages;

/// <summary>
/// Projects of strangers from the templates <c>oauth-web</c> and <c>oauth-worker</c>, which are installed from the feed
/// into a hive of the tests. GitHub is replaced by a pretend provider, and nothing else changes.
/// </summary>
public class TemplateTests
{
    private const int WebLines = 12;
    private const int WorkerLines = 20;

    private static readonly Lazy<Task<string>> Hive = new(InstallAsync);

    [Test]
    public async Task The_template_of_a_web_application_logs_a_user_in()
    {
        await using var provider = PretendProvider.Listen();
        var project = await StrangersProject.FromTemplateAsync("oauth-web", await Hive.Value);
        await using var site = await StrangersSite.StartAsync(project, provider);
        using var visitor = new WebVisitor(site.Url);
        Assert.That(await visitor.LogInAsync("anna"), Is.EqualTo("hello, anna"));
    }

    [Test]
    public async Task The_template_of_a_worker_logs_in_once_and_keeps_its_token_fresh()
    {
        await using var provider = PretendProvider.Listen();
        provider.AccessTokenLifetime = TimeSpan.FromSeconds(1);
        var project = await StrangersProject.FromTemplateAsync("oauth-worker", await Hive.Value);
        project.ReplaceGitHub(provider);
        await project.AddAsync("OAuthClient.Testing");
        await project.BuildAsync();

        var calls = 0;
        var start = project.StartOf("--TokenKeys", SealKeys.CreateBase64(7), "--Every", "00:00:01");
        await FirstExample.RunAsync(start, line => line.Contains("\"anna\"", StringComparison.Ordinal) && ++calls == 2);
        Assert.That(calls, Is.EqualTo(2));
        Assert.That(provider.RefreshCount, Is.Positive);
        Assert.That(provider.CountCalls(PretendEndpoint.Authorization), Is.EqualTo(1));
    }

    [TestCase("oauth-web", "ASPNETCORE_ENVIRONMENT")]
    [TestCase("oauth-worker", "DOTNET_ENVIRONMENT")]
    public void A_template_runs_in_Development_where_user_secrets_are_read(string template, string variable)
    {
        var profiles = Settings($"{template}/Properties/launchSettings.json")["profiles"]!.AsObject();
        var environments = profiles.Select(profile => $"{profile.Value!["environmentVariables"]![variable]}");
        Assert.That(environments, Is.EqualTo(["Development"]));
    }

    [Test]
    public void The_template_of_a_web_application_keeps_the_code_of_a_login_out_of_the_request_log()
    {
        var levels = Settings("oauth-web/appsettings.json")["Logging"]!["LogLevel"]!;
        Assert.That($"{levels["Microsoft.AspNetCore"]}", Is.EqualTo("Warning"));
    }

    [TestCase("oauth-web", WebLines)]
    [TestCase("oauth-worker", WorkerLines)]
    public void The_program_of_a_template_is_short(string template, int limit)
    {
        var program = File.ReadLines(Repository.PathOf($"OAuthSignals.Templates/content/{template}/Program.cs"));
        Assert.That(program.Count(IsCode), Is.LessThanOrEqualTo(limit));
    }

    [TestCase("3. Log in on the web", WebLines)]
    [TestCase("4. In a worker", WorkerLines)]
    public void The_first_program_of_getting_started_is_short(string heading, int limit)
    {
        var program = Document.Blocks("docs/getting-started.md")
            .First(block => block.Language == "csharp" && block.Heading == heading);
        Assert.That(program.Text.Split('\n').Count(IsCode), Is.LessThanOrEqualTo(limit));
    }

    private static JsonNode Settings(string file) =>
        JsonNode.Parse(Repository.Read($"OAuthSignals.Templates/content/{file}"))!;

    private static bool IsCode(string line) =>
        line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal) && !IsUsingDirective(line);

    private static bool IsUsingDirective(string line) =>
        line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('=', StringComparison.Ordinal);

    private static async Task<string> InstallAsync()
    {
        var feed = await PackageFeed.GetAsync();
        var hive = Path.Combine(feed.Folder, "hive");
        await Command.RunSdkAsync(
            feed.Folder, "new", "install", feed.FileOf("OAuthSignals.Templates"),
            "--debug:custom-hive", hive);
        return hive;
    }
}
