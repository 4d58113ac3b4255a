using System.CommandLine;
using OAuthHarness.Dances;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>The command <c>token client-credentials</c>: the program's own token (RFC 6749 section 4.4).</summary>
internal static class ClientCredentialsCommand
{
    public static Command Create()
    {
        var force = new Option<bool>("--new") { Description = "Request a new token, even if the stored one is valid." };
        var command = new Command("client-credentials", "The program's own token, without a user.") { force };
        DanceOptions.AddTo(command);
        CommandRun.SetAction(command, async run =>
        {
            using var dance = await DanceRun.OpenAsync(run);
            var session = dance.Dance.ApplicationSession(dance.Profile.Scopes);
            var stored = run.Parsed.GetValue(force) ? null : await session.GetTokenAsync(run.CancellationToken);
            TokenOutput.Write(dance, stored ?? await session.RefreshAsync(run.CancellationToken));
            return ExitCode.Success;
        });
        return command;
    }
}
