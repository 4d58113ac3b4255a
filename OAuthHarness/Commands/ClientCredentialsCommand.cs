using System.CommandLine;
using OAuthHarness.Dances;
using OAuthHarness.Profiles;
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
            // A secret that is given must be tried, and not be passed over for a token that it did not bring.
            var isNew = run.Parsed.GetValue(force) || run.Parsed.GetValue(ProfileOptions.ClientSecret) is not null;
            var stored = isNew ? null : await session.GetTokenAsync(run.CancellationToken);
            TokenOutput.Write(dance, stored ?? await session.RefreshAsync(run.CancellationToken));
            return ExitCode.Success;
        });
        return command;
    }
}
