using System.CommandLine;
using OAuthClient.Native;
using OAuthHarness.Dances;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>The command <c>login</c>: a login by browser, pasted address or device code, the first to come.</summary>
internal sealed class LoginCommand
{
    private readonly LoginOptions _login = new();

    private readonly Option<bool> _noBrowser = new("--no-browser")
    {
        Description = "Open no browser; print the address only.",
    };

    private readonly Option<bool> _noDevice = new("--no-device") { Description = "Ask for no device code." };

    private readonly Option<string?> _codePage = new("--code-page")
    {
        Description = "A redirect URI at the provider whose page shows a code to paste.",
    };

    public static Command Create()
    {
        var parts = new LoginCommand();
        var command = new Command(
            "login", "Logs in, by a browser, a pasted address or a device code, and stores the token.");
        DanceOptions.AddTo(command);
        parts._login.AddTo(command);
        foreach (var option in new Option[] { parts._noBrowser, parts._noDevice, parts._codePage })
            command.Add(option);
        CommandRun.SetAction(command, parts.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(CommandRun run)
    {
        using var dance = await DanceRun.OpenAsync(run);
        var options = _login.Read(dance) with { CodePage = run.Parsed.GetValue(_codePage), Ways = WaysOf(run.Parsed) };
        var outcome = await NativeLogin.RunAsync(dance.Dance, options, run.CancellationToken);
        return await LoginReport.WriteAsync(dance, outcome);
    }

    private NativeLoginWays WaysOf(ParseResult parsed)
    {
        var ways = NativeLoginWays.All;
        if (parsed.GetValue(_noBrowser))
            ways &= ~NativeLoginWays.Browser;
        if (parsed.GetValue(_noDevice))
            ways &= ~NativeLoginWays.Device;
        return parsed.GetValue(GlobalOptions.NoInput) ? ways & ~NativeLoginWays.Paste : ways;
    }
}
