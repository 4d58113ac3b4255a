using System.Diagnostics.CodeAnalysis;

namespace OAuthClient.Testing.Contracts;

/// <summary>The expectations of a check.</summary>
internal static class Expect
{
    private const int LongestShown = 200;

    public static void That([DoesNotReturnIf(false)] bool holds, string expected, string actual)
    {
        if (!holds)
            throw new BrokenExpectationException(expected, actual);
    }

    public static void Equal<T>(string what, T expected, T actual) => That(
        EqualityComparer<T>.Default.Equals(expected, actual), $"{what}: {Show(expected)}", Show(actual));

    /// <summary>Expects the same value to the letter, in each public property of each record of the library.</summary>
    public static void Same(string what, object? expected, object? actual)
    {
        switch (expected, actual)
        {
            case (Secret text, Secret other):
                Equal(what, text.Reveal(), other.Reveal());
                break;
            case (DateTimeOffset time, DateTimeOffset other):
                That(time.EqualsExact(other), $"{what}: {time:o}", $"{other:o}");
                break;
            case (IReadOnlyDictionary<string, Secret> entries, IReadOnlyDictionary<string, Secret> others):
                SameEntries(what, entries, others);
                break;
            case (IReadOnlyList<string> texts, IReadOnlyList<string> others):
                Equal(what, string.Join(" | ", texts), string.Join(" | ", others));
                Equal($"the number of {what}", texts.Count, others.Count);
                break;
            case (not null, not null) when RecordFields.IsRecord(expected.GetType()):
                foreach (var field in RecordFields.Of(expected.GetType()))
                    Same($"{what}.{field.Name}", field.GetValue(expected), field.GetValue(actual));
                break;
            default:
                Equal(what, expected, actual);
                break;
        }
    }

    private static void SameEntries(
        string what, IReadOnlyDictionary<string, Secret> expected, IReadOnlyDictionary<string, Secret> actual)
    {
        foreach (var (name, value) in expected)
            Equal($"{what} \"{name}\"", value.Reveal(), actual.GetValueOrDefault(name).Reveal());
        Equal($"the number of entries of {what}", expected.Count, actual.Count);
    }

    // Two long texts that differ somewhere in between: the lengths say more than pages of text.
    private static string Show<T>(T value)
    {
        var text = value is null ? "nothing" : $"{value}";
        return text.Length <= LongestShown
            ? text
            : $"{text[..(LongestShown / 2)]} ... {text[^(LongestShown / 2)..]} ({text.Length} characters)";
    }
}
