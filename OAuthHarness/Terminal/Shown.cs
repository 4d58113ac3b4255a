using System.Globalization;
using OAuthClient;

namespace OAuthHarness.Terminal;

/// <summary>Decides how a secret is shown: masked, unless the person asked for it with --show-secrets.</summary>
internal static class Shown
{
    public const string Mask = "***";

    /// <returns>Null when there is no secret.</returns>
    public static string? Secret(Secret secret, CommandRun run)
    {
        if (secret.IsEmpty)
            return null;
        return run.ShowsSecrets ? secret.Reveal() : Mask;
    }

    /// <summary>A text from elsewhere, without the characters that a terminal would obey. A tab stays.</summary>
    public static string Text(string text) =>
        string.Concat(text.Select(character => IsObeyed(character) ? '\ufffd' : character));

    private static bool IsObeyed(char character) =>
        (char.IsControl(character) && character != '\t')
        || char.GetUnicodeCategory(character) == UnicodeCategory.Format;
}
