using OAuthClient.Testing;

namespace OAuthClient.Tests.Packages;

/// <summary>
/// Console programs of strangers, outside the repository, that get the packages by name: the examples of the READMEs.
/// </summary>
public class StrangersConsoleTests
{
    [TestCase("README.md", "Stored", "a repository")]
    [TestCase("OAuthClient/README.md", "Stored", "anna")]
    public async Task The_first_example_logs_in_and_calls_the_API(string file, params string[] printed)
    {
        await using var provider = PretendProvider.Listen();
        var project = await StrangersProject.CreateAsync("console", "OAuthClient", "OAuthClient.Testing");
        project.Write("Program.cs", FirstExample.Prepare(file, provider).Text);
        await project.BuildAsync();
        var output = await FirstExample.RunAsync(project.StartOf());
        foreach (var text in printed)
            Assert.That(output, Does.Contain(text));
    }

    [TestCase("README.md", 2, "Signals", "umbrella was saved\n")]
    [TestCase("OAuthClient.Testing/README.md", 1, "OAuthClient.Testing", "Stored\n")]
    public async Task An_example_prints_what_its_comments_say(string file, int number, string package, string printed)
    {
        var examples = Document.Blocks(file).Where(block => block.Language == "csharp");
        var project = await StrangersProject.CreateAsync("console", package);
        project.Write("Program.cs", examples.ElementAt(number - 1).Text);
        await project.BuildAsync();
        Assert.That(await Command.RunAsync(project.StartOf()), Is.EqualTo(printed));
    }
}
