using OAuthClient.Tests.Peers;
using OAuthHarness;

namespace OAuthClient.Tests.Harness;

/// <summary>The questions at a terminal when a profile is saved.</summary>
public class PromptTests
{
    private const string Typed = "the-secret-that-is-typed";

    [Test]
    public async Task What_is_missing_is_asked_for_and_the_secret_is_not_shown()
    {
        using var harness = new HarnessRun();
        await using var terminal = await StartAsync(harness, columns: 40);
        await terminal.WaitForAsync("Which provider?");
        await terminal.TypeAsync("github");
        await terminal.PressAsync("Enter");
        await terminal.WaitForAsync("What is the client id?");
        await terminal.TypeAsync("me");
        await terminal.PressAsync("Enter");
        await terminal.WaitForAsync("What is the client secret?");
        await terminal.TypeAsync(Typed);
        await terminal.PressAsync("Enter");
        Assert.That(await terminal.WaitForExitAsync(), Is.Zero);
        Assert.That(await terminal.CaptureAsync(), Does.Not.Contain(Typed));
        var profile = await harness.ReadJsonAsync("profiles", "show", "mine", "--show-secrets");
        Assert.That((string)profile["client_secret"]!, Is.EqualTo(Typed));
    }

    [TestCase("Which provider?", "")]
    [TestCase("What is the client id?", "github")]
    [TestCase("What is the client secret?", "github me")]
    public async Task Ctrl_C_at_a_question_saves_nothing(string question, string answers)
    {
        using var harness = new HarnessRun();
        await using var terminal = await StartAsync(harness, columns: 100);
        foreach (var answer in answers.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            await terminal.WaitForAsync(answer == "github" ? "Which provider?" : "What is the client id?");
            await terminal.TypeAsync(answer);
            await terminal.PressAsync("Enter");
        }
        await terminal.WaitForAsync(question);
        await terminal.PressAsync("C-c");
        Assert.That(await terminal.WaitForExitAsync(), Is.EqualTo(ExitCode.Canceled));
        Assert.That(await harness.SucceedAsync("profiles", "--json"), Is.EqualTo("[]"));
    }

    private static Task<Tmux> StartAsync(HarnessRun harness, int columns) => Tmux.StartAsync(
        columns, 40, HarnessProgram.Start("--home", harness.Home, "--no-keychain", "profiles", "save", "mine"));
}
