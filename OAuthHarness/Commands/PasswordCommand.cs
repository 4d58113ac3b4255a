#pragma warning disable OAUTH0001 // the person asked for the password grant by name, and is told what is wrong with it
using System.CommandLine;
using OAuthClient;
using OAuthClient.OAuth2.Grants;
using OAuthHarness.Dances;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>The command <c>token password</c>, for old servers that have nothing else (RFC 6749 section 4.3).</summary>
internal static class PasswordCommand
{
    public static Command Create()
    {
        var userName = new Option<string?>("--username") { Description = "The user's name at the provider." };
        var password = SecretInput.CreateOption("--password", "The user's password.");
        var accept = new Option<bool>("--insecure-password-login")
        {
            Description = "Accept that this program sees the password, which RFC 9700 section 2.4 forbids.",
        };
        var command = new Command("password", "A token for a user's password. For old servers only.")
        {
            userName, password, accept,
        };
        DanceOptions.AddTo(command);
        CommandRun.SetAction(command, async run =>
        {
            if (!run.Parsed.GetValue(accept))
            {
                throw new HarnessException(
                    ExitCode.WrongUse,
                    "This program would see the user's password. Use 'login'; or, if the server has nothing else, add "
                    + "--insecure-password-login.");
            }
            using var dance = await DanceRun.OpenAsync(run, Insecure.PasswordLogin);
            var name = await run.Prompt.AskAsync(
                run.Parsed.GetValue(userName), "--username", "The user's name:", run.CancellationToken);
            var secret = await SecretInput.ReadAsync(run, password, "The user's password:");
            return await GrantRun.RunAsync(dance, new PasswordGrant(name, secret));
        });
        return command;
    }
}
