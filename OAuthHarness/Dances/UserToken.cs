using OAuthClient;

namespace OAuthHarness.Dances;

/// <summary>Reads the token of the profile's user, and says what to do when there is none.</summary>
internal static class UserToken
{
    public static async Task<OAuthToken> GetAsync(DanceRun dance)
    {
        var token = await dance.Session.GetTokenAsync(dance.Command.CancellationToken);
        if (token is null)
            throw CreateMissingError(dance);
        var now = dance.Dance.Options.Time.GetUtcNow();
        return token.ExpiresAt is null || token.ExpiresAt > now
            ? token
            : throw new HarnessException(
                ExitCode.LoginNeeded,
                $"The token expired at {token.ExpiresAt:u}, and came without a refresh token. "
                + $"Log in again: {LoginOf(dance)}");
    }

    public static HarnessException CreateMissingError(DanceRun dance) => new(
        ExitCode.LoginNeeded,
        $"The profile '{dance.Profile.Name}' has no token{OfUser(dance)}{OfAccount(dance)}. "
        + $"Log in first: {LoginOf(dance)}");

    private static string OfUser(DanceRun dance) =>
        dance.User == OAuthUser.TheOnlyOne ? "" : $" for the user '{dance.User.Id}'";

    private static string OfAccount(DanceRun dance) =>
        dance.Profile.Account == TokenKey.DefaultAccount ? "" : $" for the account '{dance.Profile.Account}'";

    // The advice must lead to the very token that is missing.
    private static string LoginOf(DanceRun dance)
    {
        var words = new List<string> { "oauth-harness login" };
        if (dance.Command.Profiles.Contains(dance.Profile.Name))
            words.Add($"--profile {dance.Profile.Name}");
        else
            words.Add("with the same options");
        if (dance.User != OAuthUser.TheOnlyOne)
            words.Add($"--user {dance.User.Id}");
        if (dance.Profile.Account != TokenKey.DefaultAccount)
            words.Add($"--account {dance.Profile.Account}");
        return string.Join(' ', words);
    }
}
