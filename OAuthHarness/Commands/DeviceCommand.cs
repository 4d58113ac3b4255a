using System.CommandLine;
using OAuthClient.Native;
using OAuthHarness.Dances;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>The command <c>device</c>: a login by a code that the user types on another device (RFC 8628).</summary>
internal static class DeviceCommand
{
    public static Command Create()
    {
        var loginOptions = new LoginOptions();
        var command = new Command("device", "Logs in by a code that is typed on another device, and stores the token.");
        DanceOptions.AddTo(command);
        loginOptions.AddTo(command);
        CommandRun.SetAction(command, async run =>
        {
            using var dance = await DanceRun.OpenAsync(run);
            var options = loginOptions.Read(dance) with { Ways = NativeLoginWays.Device };
            var outcome = await NativeLogin.RunAsync(dance.Dance, options, run.CancellationToken);
            return await LoginReport.WriteAsync(dance, outcome);
        });
        return command;
    }
}
