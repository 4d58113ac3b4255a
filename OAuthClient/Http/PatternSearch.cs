namespace OAuthClient.Http;

/// <summary>
/// The Knuth-Morris-Pratt search: it reads the text once, however much of the pattern the text repeats. An answer of
/// the provider is such a text, and a code that a visitor made up such a pattern.
/// </summary>
internal static class PatternSearch
{
    /// <summary>Finds a pattern in a text, from left to right.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pattern">The pattern, not empty.</param>
    /// <param name="minTail">The least length of the start of the pattern with which the text may end.</param>
    /// <returns>The places, which do not overlap. The last may be only the start of the pattern.</returns>
    public static List<(int Start, int Length)> Find<T>(
        ReadOnlySpan<T> text, ReadOnlySpan<T> pattern, int minTail)
        where T : IEquatable<T>
    {
        var found = new List<(int Start, int Length)>();
        var borders = FindBorders(pattern);
        var matched = 0;
        for (var at = 0; at < text.Length; at++)
        {
            matched = Extend(text[at], pattern, borders, matched);
            if (matched < pattern.Length)
                continue;
            found.Add((at + 1 - matched, matched));
            matched = 0;
        }
        if (matched >= minTail)
            found.Add((text.Length - matched, matched));
        return found;
    }

    // For each start of the pattern, the length of its longest proper border: a text with which it begins and ends.
    private static int[] FindBorders<T>(ReadOnlySpan<T> pattern) where T : IEquatable<T>
    {
        var borders = new int[pattern.Length];
        for (var at = 1; at < pattern.Length; at++)
            borders[at] = Extend(pattern[at], pattern, borders, borders[at - 1]);
        return borders;
    }

    private static int Extend<T>(T next, ReadOnlySpan<T> pattern, int[] borders, int matched) where T : IEquatable<T>
    {
        while (true)
        {
            if (next.Equals(pattern[matched]))
                return matched + 1;
            if (matched == 0)
                return 0;
            matched = borders[matched - 1];
        }
    }
}
