using System.CommandLine;
using OAuthHarness.Dances;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>
/// The command <c>token</c>: prints the stored token, refreshed when it is due; or gets one by a grant, with a command
/// below it for each.
/// </summary>
internal static class TokenCommand
{
    public static Command Create()
    {
        var command = new Command("token", "Prints the stored token, or gets one by a grant.")
        {
            ClientCredentialsCommand.Create(),
            PasswordCommand.Create(),
            AssertionCommand.CreateJwt(),
            AssertionCommand.CreateSaml(),
            ExchangeCommand.Create(),
            BackchannelCommand.Create(),
        };
        DanceOptions.AddTo(command);
        CommandRun.SetAction(command, async run =>
        {
            using var dance = await DanceRun.OpenAsync(run);
            TokenOutput.Write(dance, await UserToken.GetAsync(dance));
            return ExitCode.Success;
        });
        return command;
    }
}
