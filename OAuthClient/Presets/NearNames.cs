namespace OAuthClient.Presets;

/// <summary>Which names somebody may have meant who wrote another.</summary>
internal static class NearNames
{
    private const int MostMistakes = 2;

    public static string[] Of(string written, IEnumerable<string> names) =>
        [.. names.Where(name => written.Length > 0 && IsNear(written.ToLowerInvariant(), name))];

    private static bool IsNear(string written, string name) =>
        name.StartsWith(written, StringComparison.Ordinal) || (written.Length > MostMistakes && Mistakes(written, name) <= MostMistakes);

    /// <summary>How many letters must be added, dropped or changed to come from one to the other (Levenshtein).</summary>
    private static int Mistakes(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var (corner, _) = (row[0], row[0] = i);
            for (var j = 1; j <= other.Length; j++)
                (corner, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (one[i - 1] == other[j - 1] ? 0 : 1)));
        }
        return row[^1];
    }
}
