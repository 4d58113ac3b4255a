using System.CommandLine;
using OAuthHarness.Explaining;
using OAuthHarness.Pictures;
using OAuthHarness.Story;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>The command <c>picture</c>: draws a dance as one HTML page.</summary>
internal sealed class PictureCommand
{
    private const string DefaultFile = "dance.html";

    private readonly Argument<string?> _file = new("FILE")
    {
        Description = "A recording, such as last-dance.json of the profile folder. Without one: the story's logins.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<int?> _login = new("--login") { Description = "Only this login of the story: 1 to 6." };

    private readonly Option<bool> _last = new("--last") { Description = "The login that was made last." };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = $"The file to write. Without it the page goes to stdout, or at a terminal to {DefaultFile}.",
    };

    public static Command Create()
    {
        var parts = new PictureCommand();
        var command = new Command(
            "picture", "Draws a login as one HTML page: who asked whom, what was checked, answered and decided.")
        {
            parts._file,
            parts._login,
            parts._last,
            parts._output,
        };
        CommandRun.SetAction(command, parts.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(CommandRun run)
    {
        var login = run.Parsed.GetValue(_login);
        var page = PicturePage.Draw(await FindAsync(run, login), login ?? 1);
        var isTerminal = ReferenceEquals(run.Data, Console.Out) && !Console.IsOutputRedirected;
        if ((run.Parsed.GetValue(_output) ?? (isTerminal ? DefaultFile : null)) is not { } path)
        {
            await run.Data.WriteAsync(page);
            return ExitCode.Success;
        }
        await File.WriteAllTextAsync(path, page, run.CancellationToken);
        run.Tell($"The picture is in {Path.GetFullPath(path)}. Open it in a browser.");
        return ExitCode.Success;
    }

    private async Task<IReadOnlyList<DanceRecording>> FindAsync(CommandRun run, int? login)
    {
        var file = run.Parsed.GetValue(_file);
        var isLast = run.Parsed.GetValue(_last);
        if (new[] { file is not null, login is not null, isLast }.Count(isGiven => isGiven) > 1)
            throw new HarnessException(ExitCode.WrongUse, "Give one of FILE, --login and --last.");
        if (isLast)
            return [LastRecording.Read(run.Profiles.Path)];
        if (file is not null)
            return [LastRecording.ReadFile(file)];
        var story = await LoginDemo.RecordAsync();
        if (login is null)
            return story;
        return login >= 1 && login <= story.Count
            ? [story[login.Value - 1]]
            : throw new HarnessException(ExitCode.WrongUse, $"The story has the logins 1 to {story.Count}.");
    }
}
