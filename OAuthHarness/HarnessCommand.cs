using System.CommandLine;
using System.CommandLine.Invocation;
using OAuthHarness.Commands;
using OAuthHarness.Prove;
using OAuthHarness.Race;
using OAuthHarness.Signatures;
using OAuthHarness.Story;
using OAuthHarness.Terminal;

namespace OAuthHarness;

/// <summary>The program's commands. Without a command it plays the story.</summary>
internal static class HarnessCommand
{
    private const string Description =
        "Logs in with OAuth from a terminal, and shows what happens. Without a command it plays six logins against a "
        + "pretend provider on this machine: the story goes to stderr and one JSON line a login to stdout.";

    // A word that begins with @ is the value of an option, and no file of further arguments: the file of a body or a
    // secret would become options.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(IReadOnlyList<string> args, InvocationConfiguration? configuration = null)
    {
        configuration ??= new();
        var parsed = Create().Parse(args, Parsing);
        if (parsed.Action is ParseErrorAction mistake)
            mistake.ShowHelp = false;
        try
        {
            var exitCode = await parsed.InvokeAsync(configuration);
            return parsed.Action is ParseErrorAction ? ExitCode.WrongUse : exitCode;
        }
        // A full disk or a closed pipe: there may be nowhere left to tell it.
        catch (IOException)
        {
            return ExitCode.StoreFailed;
        }
    }

    public static RootCommand Create()
    {
        var root = new RootCommand(Description)
        {
            LoginCommand.Create(),
            DeviceCommand.Create(),
            TokenCommand.Create(),
            CallCommand.Create(),
            RefreshCommand.Create(),
            IntrospectCommand.Create(),
            RevokeCommand.Create(),
            LogoutCommand.Create(),
            DiscoverCommand.Create(),
            RegisterCommand.Create(),
            ProvidersCommand.Create(),
            ProfilesCommand.Create(),
            JwtCommand.Create(),
            ServeCommand.Create(),
            OAuth1Commands.All,
            PictureCommand.Create(),
            SessionCommand.Create(),
            RaceCommand.All,
            ProveCommand.All,
            CompletionCommand.Create(),
        };
        GlobalOptions.AddTo(root);
        HelpWithExitCodes.AddTo(root);
        root.SetAction((parsed, _) => LoginDemo.RunAsync(
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return root;
    }
}
