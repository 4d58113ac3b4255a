using System.CommandLine;
using OAuthHarness.Profiles;
using Spectre.Console;

namespace OAuthHarness.Terminal;

/// <summary>One run of a command: its arguments, where its data and its messages go, and whether it may ask.</summary>
internal sealed class CommandRun
{
    private CommandRun(ParseResult parsed, CancellationToken cancellationToken)
    {
        Parsed = parsed;
        CancellationToken = cancellationToken;
        Data = parsed.InvocationConfiguration.Output;
        People = PeopleConsole.Create(parsed.InvocationConfiguration.Error);
        Prompt = new(People, !parsed.GetValue(GlobalOptions.NoInput));
        Profiles = new(
            parsed.GetValue(GlobalOptions.Home) ?? ProfileFolder.DefaultPath,
            Tell,
            !parsed.GetValue(GlobalOptions.NoKeychain));
    }

    public ParseResult Parsed { get; }

    /// <summary>Cancelled by Ctrl-C.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Stdout: data only.</summary>
    public TextWriter Data { get; }

    /// <summary>Stderr: messages for people. Text that is not the program's own must be escaped.</summary>
    public IAnsiConsole People { get; }

    /// <summary>Asks for values at a terminal.</summary>
    public Prompt Prompt { get; }

    public ProfileFolder Profiles { get; }

    public bool IsJson => Parsed.GetValue(GlobalOptions.Json);

    public bool IsBare => Parsed.GetValue(GlobalOptions.Bare);

    public bool IsHeader => Parsed.GetValue(GlobalOptions.Header);

    public bool ShowsSecrets => Parsed.GetValue(GlobalOptions.ShowSecrets);

    public bool Explains => Parsed.GetValue(GlobalOptions.Explain);

    public bool IsQuiet => Parsed.GetValue(GlobalOptions.Quiet);

    /// <summary>The name of the profile that --profile gives; null without.</summary>
    public string? ProfileName => Parsed.GetValue(GlobalOptions.Profile);

    /// <summary>Makes a command run an action, and tells a failure in one line with its exit code.</summary>
    public static void SetAction(Command command, Func<CommandRun, Task<int>> action) =>
        command.SetAction((parsed, cancellationToken) =>
            FailureReport.RunAsync(new(parsed, cancellationToken), action));

    /// <summary>Tells people of a failure on stderr.</summary>
    public void TellError(string sentence) => WriteLine($"oauth-harness: {PlainText.Of(sentence)}");

    /// <summary>Tells people a sentence on stderr, unless --quiet.</summary>
    public void Tell(string sentence)
    {
        if (!IsQuiet)
            WriteLine(PlainText.Of(sentence));
    }

    // A closed or full stderr takes no data from stdout.
    private void WriteLine(string line)
    {
        try
        {
            People.WriteLine(line);
        }
        catch (IOException) { }
    }
}
