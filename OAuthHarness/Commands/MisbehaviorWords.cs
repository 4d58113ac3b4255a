using System.Text;
using OAuthClient.Testing;
using OAuthHarness.Profiles;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>The misbehaviors of the pretend provider as words of a command line, such as <c>wrong-state</c>.</summary>
internal static class MisbehaviorWords
{
    public static IReadOnlyList<string> All { get; } =
        [.. Enum.GetValues<Misbehavior>().Where(value => value != Misbehavior.None).Select(Of)];

    public static string Of(Misbehavior value)
    {
        var word = new StringBuilder();
        foreach (var letter in value.ToString())
        {
            if (char.IsAsciiLetterUpper(letter) && word.Length > 0)
                word.Append('-');
            word.Append(char.ToLowerInvariant(letter));
        }
        return word.ToString();
    }

    public static Misbehavior Parse(string word)
    {
        foreach (var value in Enum.GetValues<Misbehavior>())
        {
            if (Of(value).Equals(word, StringComparison.OrdinalIgnoreCase))
                return value;
        }
        var hint = NearNames.Find(word, All) is { Length: > 0 } near
            ? $"Did you mean {string.Join(" or ", near)}?"
            : "'serve --help' lists them.";
        throw new HarnessException(
            ExitCode.WrongUse, $"The provider knows no misbehavior '{PlainText.Of(word)}'. {hint}");
    }
}
