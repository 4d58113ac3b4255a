using System.Text.RegularExpressions;
using OAuthHarness;

namespace OAuthClient.Tests.Harness;

/// <summary>The help of the harness, and its document.</summary>
public partial class HarnessHelpTests
{
    private static IEnumerable<string> Commands => HarnessCommand.Create().Subcommands
        .Where(command => !command.Hidden)
        .Select(command => command.Name);

    [Test]
    public void The_document_lists_every_exit_code_with_its_meaning()
    {
        var listed = Row().Matches(Repository.Read("docs/harness.md"))
            .Select(row => (int.Parse(row.Groups[1].Value), row.Groups[2].Value));
        Assert.That(listed, Is.EqualTo(ExitCode.All));
    }

    [TestCaseSource(nameof(Commands))]
    public void The_document_tells_of_a_command(string command) =>
        Assert.That(Repository.Read("docs/harness.md"), Does.Match($"`{command}[ `]"));

    [TestCaseSource(nameof(Commands))]
    public async Task A_command_has_a_help_that_calls_the_program_by_its_name(string command)
    {
        using var harness = new HarnessRun();
        Assert.That(await harness.SucceedAsync(command, "--help"), Does.Contain($"oauth-harness {command}"));
    }

    [Test]
    public async Task The_help_of_the_program_lists_the_exit_codes()
    {
        using var harness = new HarnessRun();
        var help = await harness.SucceedAsync("--help");
        foreach (var (_, meaning) in ExitCode.All)
            Assert.That(help, Does.Contain(meaning));
    }

    [Test]
    public async Task A_mistake_in_the_arguments_puts_nothing_on_stdout()
    {
        using var harness = new HarnessRun();
        var (code, output, error) = await harness.RunAsync("token", "--heder");
        Assert.That(code, Is.EqualTo(ExitCode.WrongUse));
        Assert.That(output, Is.Empty);
        Assert.That(error, Does.Contain("--heder"));
    }

    [GeneratedRegex(@"^\| (\d+) \| (.+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
