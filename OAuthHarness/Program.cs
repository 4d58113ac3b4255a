using System.CommandLine;
using OAuthHarness;
using OAuthHarness.Race;

var root = new RootCommand("Plays five logins against a pretend provider on this machine. The story goes to stderr and one JSON line a login to stdout.")
{
    OAuth1Commands.All,
    RaceCommand.All,
};
root.SetAction((_, _) => LoginDemo.RunAsync(Console.Out, Console.Error));
var parsed = root.Parse(args);
// 0 all went as it should, 1 something did not, 2 wrong use.
var exitCode = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? 2 : exitCode;
