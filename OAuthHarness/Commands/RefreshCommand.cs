using System.CommandLine;
using OAuthHarness.Dances;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>The command <c>refresh</c>: refreshes the stored token now (RFC 6749 section 6).</summary>
internal static class RefreshCommand
{
    public static Command Create()
    {
        var command = new Command("refresh", "Refreshes the stored token now, due or not.");
        DanceOptions.AddTo(command);
        CommandRun.SetAction(command, async run =>
        {
            using var dance = await DanceRun.OpenAsync(run);
            if (!await dance.Session.IsAuthorizedAsync(run.CancellationToken))
                throw UserToken.CreateMissingError(dance);
            var token = await dance.Session.RefreshAsync(run.CancellationToken);
            var expires = token.ExpiresAt is { } time ? $" It expires at {time:u}." : "";
            run.Tell($"Refreshed. The new token is stored.{expires}");
            TokenOutput.WriteIfAsked(dance, token);
            return ExitCode.Success;
        });
        return command;
    }
}
