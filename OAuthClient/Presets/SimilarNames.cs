namespace OAuthClient.Presets;

/// <summary>Which names somebody may have meant who wrote another.</summary>
internal static class SimilarNames
{
    private const int MaxDistance = 2;

    public static string[] Find(string written, IEnumerable<string> names) =>
        [.. names.Where(name => written.Length > 0 && IsSimilar(written.ToLowerInvariant(), name))];

    private static bool IsSimilar(string written, string name) =>
        name.StartsWith(written, StringComparison.Ordinal) || (written.Length > MaxDistance && LevenshteinDistance(written, name) <= MaxDistance);

    /// <summary>How many letters must be added, dropped or changed to come from one to the other (Levenshtein).</summary>
    private static int LevenshteinDistance(string one, string other)
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
