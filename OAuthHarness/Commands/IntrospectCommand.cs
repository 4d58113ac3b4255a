using System.CommandLine;
using System.Text.Json.Nodes;
using OAuthClient;
using OAuthHarness.Dances;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>The command <c>introspect</c>: asks the provider whether a token is active (RFC 7662).</summary>
internal static class IntrospectCommand
{
    public static Command Create()
    {
        var token = SecretInput.CreateOption("--token", "The token. By default the stored access token.");
        var refreshToken = new Option<bool>("--refresh-token") { Description = "Ask about the stored refresh token." };
        var command = new Command("introspect", "Asks the provider whether a token is active, and prints the answer.")
        {
            token, refreshToken,
        };
        DanceOptions.AddTo(command);
        CommandRun.SetAction(command, async run =>
        {
            using var dance = await DanceRun.OpenAsync(run);
            var asked = run.Parsed.GetValue(token) is { } given
                ? await SecretInput.ResolveAsync(run, token.Name, given)
                : await FindStoredAsync(dance, run.Parsed.GetValue(refreshToken));
            var hint = run.Parsed.GetValue(refreshToken) ? "refresh_token" : null;
            var answer = await dance.Dance.IntrospectAsync(asked, hint, run.CancellationToken);
            var shown = new JsonObject { ["active"] = answer.IsActive };
            foreach (var (name, value) in answer.Fields)
                shown[name] = Show(value);
            JsonText.Write(run, shown);
            return ExitCode.Success;
        });
        return command;
    }

    private static async Task<Secret> FindStoredAsync(DanceRun dance, bool isRefreshToken)
    {
        var token = await UserToken.GetAsync(dance);
        if (!isRefreshToken)
            return token.AccessToken;
        return token.RefreshToken.IsEmpty
            ? throw new HarnessException(ExitCode.LoginNeeded, "The stored token has no refresh token.")
            : token.RefreshToken;
    }

    // The person asked for the provider's words. Objects and numbers stay objects and numbers.
    private static JsonNode? Show(Secret value)
    {
        try
        {
            return JsonNode.Parse(value.Reveal());
        }
        catch (System.Text.Json.JsonException)
        {
            return JsonValue.Create(value.Reveal());
        }
    }
}
