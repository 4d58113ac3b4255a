using System.CommandLine;
using OAuthClient.OAuth2.Grants;
using OAuthHarness.Dances;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>The command <c>token ciba</c>: the user is asked on a device of theirs (OpenID CIBA).</summary>
internal static class BackchannelCommand
{
    public static Command Create()
    {
        var hint = new Option<string?>("--login-hint")
        {
            Description = "The user: an email address or another name that the provider knows.",
        };
        var message = new Option<string?>("--binding-message") { Description = "A short text shown on both devices." };
        var command = new Command("ciba", "A token that the user allows on a device of theirs (CIBA).") { hint, message };
        DanceOptions.AddTo(command);
        CommandRun.SetAction(command, async run =>
        {
            using var dance = await DanceRun.OpenAsync(run);
            var name = await run.Prompt.AskAsync(
                run.Parsed.GetValue(hint), "--login-hint", "The user's name at the provider:", run.CancellationToken);
            var grant = new BackchannelGrant(name) { BindingMessage = run.Parsed.GetValue(message) };
            run.Tell("The provider asks the user now. Waiting for the answer; Ctrl-C gives up.");
            return await GrantRun.RunAsync(dance, grant);
        });
        return command;
    }
}
