namespace Signals.Scanning;

/// <summary>Lists the known names nearest to an unknown name: ten at most, so that the message stays short.</summary>
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

    // The Levenshtein distance, ignoring case.
    private static int EditDistance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        foreach (var letter in from)
        {
            var diagonal = row[0]++;
            for (var column = 1; column <= to.Length; column++)
            {
                var isSame = char.ToUpperInvariant(letter) == char.ToUpperInvariant(to[column - 1]);
                var replaced = diagonal + (isSame ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.Min(replaced, 1 + Math.Min(row[column], row[column - 1]));
            }
        }
        return row[to.Length];
    }
}
