using System.Diagnostics.CodeAnalysis;

namespace OAuthClient.Testing.Contracts;

/// <summary>The expectations of a check.</summary>
internal static class Expect
{
    public static void That([DoesNotReturnIf(false)] bool holds, string expected, string actual)
    {
        if (!holds)
            throw new BrokenExpectationException(expected, actual);
    }

    public static void Equal<T>(string what, T expected, T actual) => That(
        EqualityComparer<T>.Default.Equals(expected, actual), $"{what}: {Show(expected)}", Show(actual));

    public static void SameEntries(
        string what, IReadOnlyDictionary<string, Secret> expected, IReadOnlyDictionary<string, Secret> actual)
    {
        foreach (var (name, value) in expected)
            Equal($"{what} \"{name}\"", value.Reveal(), actual.GetValueOrDefault(name).Reveal());
        Equal($"the number of entries of {what}", expected.Count, actual.Count);
    }

    private static string Show<T>(T value) => value is null ? "nothing" : $"{value}";
}
