using System.CommandLine;
using OAuthClient;
using OAuthHarness.Dances;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>
/// The command <c>logout</c>: deletes the stored token in any case, and asks the provider to revoke it (RFC 7009).
/// </summary>
internal static class LogoutCommand
{
    public static Command Create()
    {
        var command = new Command("logout", "Deletes the stored token, and asks the provider to revoke it.");
        DanceOptions.AddTo(command);
        CommandRun.SetAction(command, async run =>
        {
            using var dance = await DanceRun.OpenAsync(run);
            var hadToken = await dance.Session.IsAuthorizedAsync(run.CancellationToken);
            var failure = await dance.Session.SignOutAsync(run.CancellationToken);
            if (failure is not null)
                run.TellError($"the provider did not revoke the token, which may stay valid until it expires: {failure}");
            run.Tell(hadToken ? $"Logged out. The stored token is deleted.{Fate(dance, failure)}" : "There was no token.");
            return ExitCode.Success;
        });
        return command;
    }

    private static string Fate(DanceRun dance, OAuthError? failure)
    {
        if (failure is not null)
            return "";
        return RevokeCommand.IsRevocable(dance)
            ? " The provider has revoked it."
            : " The provider has no revocation endpoint: the token stays valid until it expires.";
    }
}
