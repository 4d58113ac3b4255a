using Spectre.Console;

namespace OAuthHarness.Terminal;

/// <summary>The console for people, on stderr: with colors at a terminal only, and no escape codes in a pipe.</summary>
internal static class PeopleConsole
{
    public static IAnsiConsole Create(TextWriter error)
    {
        var isTerminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
        var hasColors = isTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var console = AnsiConsole.Create(new()
        {
            Out = new AnsiConsoleOutput(error),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = hasColors ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        // A pipe or a file has no width to wrap at.
        if (!isTerminal)
            console.Profile.Width = int.MaxValue;
        return console;
    }
}
