using System.Text.Json.Nodes;
using OAuthClient;
using OAuthHarness.Terminal;

namespace OAuthHarness.Dances;

/// <summary>
/// Prints a token: the whole as text or JSON with its secrets masked, or the one part of it that a script asked for.
/// </summary>
internal static class TokenOutput
{
    public static void Write(DanceRun dance, OAuthToken token)
    {
        var run = dance.Command;
        if (new[] { run.IsHeader, run.IsBare, run.IsJson }.Count(isAsked => isAsked) > 1)
            throw new HarnessException(ExitCode.WrongUse, "Give one of --header, --bare and --json.");
        if (run.IsHeader)
            run.Data.WriteLine($"Authorization: {HeaderOf(dance, token)}");
        else if (run.IsBare)
            run.Data.WriteLine(token.AccessToken.Reveal());
        else if (run.IsJson)
            run.Data.WriteLine(JsonText.Of(Describe(dance, token)));
        else
            WriteText(run, Describe(dance, token));
    }

    /// <summary>Prints the token if a flag asks for it: the command has told people already what happened.</summary>
    public static void WriteIfAsked(DanceRun dance, OAuthToken token)
    {
        if (dance.Command is { IsJson: true } or { IsBare: true } or { IsHeader: true })
            Write(dance, token);
    }

    // RFC 6750 section 2.1: other types of token need more than the token in the header.
    private static string HeaderOf(DanceRun dance, OAuthToken token)
    {
        var isBearer = string.Equals(token.TokenType ?? "Bearer", "Bearer", StringComparison.OrdinalIgnoreCase);
        if (isBearer && token.TokenSecret.IsEmpty)
            return $"Bearer {token.AccessToken.Reveal()}";
        throw new HarnessException(
            ExitCode.WrongUse,
            $"The token of '{dance.Dance.Provider.Name}' is no bearer token, so no header holds for every request. "
            + "Print one call with: oauth-harness call --curl METHOD URL");
    }

    private static JsonObject Describe(DanceRun dance, OAuthToken token)
    {
        var run = dance.Command;
        return new()
        {
            ["profile"] = dance.Profile.Name,
            ["provider"] = dance.Dance.Provider.Name,
            ["access_token"] = Shown.Secret(token.AccessToken, run),
            ["token_secret"] = Shown.Secret(token.TokenSecret, run),
            ["token_type"] = token.TokenType,
            ["expires_at"] = token.ExpiresAt?.ToString("u"),
            ["refresh_token"] = Shown.Secret(token.RefreshToken, run),
            ["refresh_token_expires_at"] = token.RefreshTokenExpiresAt?.ToString("u"),
            ["scope"] = string.Join(' ', token.GrantedScopes),
            ["missing_scope"] = token.MissingScopes.Count > 0 ? string.Join(' ', token.MissingScopes) : null,
        };
    }

    private static void WriteText(CommandRun run, JsonObject token)
    {
        foreach (var (name, value) in token)
        {
            if (value?.ToString() is { Length: > 0 } text)
                run.Data.WriteLine($"{name,-26}{Shown.Text(text)}");
        }
    }
}
