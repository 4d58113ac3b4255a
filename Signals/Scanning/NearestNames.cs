namespace Signals.Scanning;

/// <summary>The known names that resemble an unknown one: a few, so that the message stays short.</summary>
internal static class NearestNames
{
    private const int MaxShown = 10;

    public static string Describe(string name, ICollection<string> known)
    {
        if (known.Count == 0)
            return "None is declared yet.";
        if (known.Count <= MaxShown)
            return $"Known: {string.Join(", ", known.Order(StringComparer.Ordinal))}.";
        var nearest = known.Order(StringComparer.Ordinal).OrderBy(other => EditDistance(name, other)).Take(MaxShown);
        return $"Nearest: {string.Join(", ", nearest)}, and {known.Count - MaxShown} more.";
    }

    // Levenshtein's, and case costs nothing.
    private static int EditDistance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        foreach (var letter in from)
        {
            var diagonal = row[0]++;
            for (var at = 1; at <= to.Length; at++)
            {
                var replaced = diagonal + (char.ToUpperInvariant(letter) == char.ToUpperInvariant(to[at - 1]) ? 0 : 1);
                diagonal = row[at];
                row[at] = Math.Min(replaced, 1 + Math.Min(row[at], row[at - 1]));
            }
        }
        return row[to.Length];
    }
}
