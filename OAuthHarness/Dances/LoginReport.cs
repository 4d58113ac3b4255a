using OAuthClient;
using OAuthHarness.Explaining;
using OAuthHarness.Terminal;

namespace OAuthHarness.Dances;

/// <summary>Tells how a login ended, prints its token if asked to, and gives the exit code.</summary>
internal static class LoginReport
{
    public static async Task<int> WriteAsync(DanceRun dance, OAuthOutcome outcome)
    {
        dance.End(outcome);
        LastRecording.Write(dance.Command.Profiles.Path, dance.Recording);
        if (!outcome.IsStored)
        {
            TellFailure(dance.Command, outcome);
            return ExitCode.Of(outcome);
        }
        var token = await dance.Dance.Session(outcome.User, dance.Profile.Account)
            .GetTokenAsync(dance.Command.CancellationToken);
        if (token is null)
            throw new HarnessException(ExitCode.StoreFailed, "The token was stored, and is gone. Is the store shared?");
        TellSuccess(dance, token);
        TokenOutput.WriteIfAsked(dance, token);
        return ExitCode.Success;
    }

    private static void TellSuccess(DanceRun dance, OAuthToken token)
    {
        var expires = token.ExpiresAt is { } time ? $" It expires at {time:u}." : "";
        var renewed = token.RefreshToken.IsEmpty ? "" : " It is refreshed when it is due.";
        dance.Command.Tell($"Logged in to {dance.Dance.Provider.Title}. The token is stored.{expires}{renewed}");
        if (token.MissingScopes.Count > 0)
            dance.Command.Tell($"The provider did not grant: {string.Join(' ', token.MissingScopes)}");
        if (dance.Command.Profiles.Contains(dance.Profile.Name))
        {
            var profile = dance.Profile.Name;
            dance.Command.Tell(
                $"Next: oauth-harness call GET URL --profile {profile}, or oauth-harness token --header --profile {profile}");
        }
        else
        {
            dance.Command.Tell("Next: the command token or call with the same options. --save NAME keeps them.");
        }
    }

    private static void TellFailure(CommandRun run, OAuthOutcome outcome)
    {
        var reason = outcome.Error?.ToString() ?? outcome.Explanation;
        run.TellError($"{outcome.Kind}: {reason}");
    }
}
