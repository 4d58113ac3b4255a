using System.CommandLine;
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
            var isRevocable = RevokeCommand.IsRevocable(dance);
            var failure = await dance.Session.SignOutAsync(run.CancellationToken);
            run.Tell("Logged out. The stored token is deleted.");
            if (failure is not null)
                run.TellError($"the provider did not revoke the token, which may stay valid until it expires: {failure}");
            else if (!isRevocable)
                run.Tell("The provider has no revocation endpoint: the token stays valid until it expires.");
            return ExitCode.Success;
        });
        return command;
    }
}
