using System.CommandLine;
using OAuthHarness.Pictures;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>
/// The hidden command <c>session</c>: draws a captured terminal as an SVG, for docs/session.sh.
/// </summary>
internal static class SessionCommand
{
    public static Command Create()
    {
        var title = new Option<string>("--title")
        {
            Description = "The title of the picture.",
            DefaultValueFactory = _ => "A terminal session",
        };
        var command = new Command("session", "Draws the terminal that 'tmux capture-pane -e -p' prints, as an SVG.")
        {
            title,
        };
        command.Hidden = true;
        CommandRun.SetAction(command, async run =>
        {
            var captured = await Console.In.ReadToEndAsync(run.CancellationToken);
            if (string.IsNullOrWhiteSpace(captured))
                throw new HarnessException(ExitCode.WrongUse, "Nothing was captured. Pipe in what tmux prints.");
            await run.Data.WriteAsync(TerminalPicture.Draw(captured, run.Parsed.GetValue(title)!));
            return ExitCode.Success;
        });
        return command;
    }
}
