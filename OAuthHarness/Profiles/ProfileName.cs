using OAuthHarness.Terminal;

namespace OAuthHarness.Profiles;

/// <summary>The rules for the name of a profile, which is the name of its file too.</summary>
internal static class ProfileName
{
    private const int MaxLength = 64;

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaxLength && char.IsAsciiLetterOrDigit(name[0]) && name.All(IsAllowed);

    public static void Check(string name)
    {
        if (IsValid(name))
            return;
        throw new HarnessException(
            ExitCode.WrongUse,
            $"'{PlainText.Of(name)}' is no name for a profile. Use letters, digits, hyphens, underscores and periods, "
            + $"a letter or digit first, {MaxLength} at most.");
    }

    /// <summary>A valid name that is like a text, such as a host.</summary>
    public static string From(string text)
    {
        var letters = text.Select(letter => IsAllowed(letter) ? letter : '-').ToArray();
        var name = new string(letters).TrimStart('-', '_', '.');
        return name.Length == 0 ? "profile" : name[..Math.Min(name.Length, MaxLength)];
    }

    private static bool IsAllowed(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.';
}
