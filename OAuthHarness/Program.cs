using System.CommandLine;
using OAuthHarness;
using OAuthHarness.Prove;
using OAuthHarness.Race;

const string Description =
    "Plays six logins against a pretend provider on this machine. "
    + "The story goes to stderr and one JSON line a login to stdout.";
var root = new RootCommand(Description)
{
    OAuth1Commands.All,
    ProveCommand.All,
    RaceCommand.All,
};
root.SetAction((_, _) => LoginDemo.RunAsync(Console.Out, Console.Error));
var parsed = root.Parse(args);
// Exit codes: 0 success, 1 failure, 2 wrong arguments.
var exitCode = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? 2 : exitCode;
