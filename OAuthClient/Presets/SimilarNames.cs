namespace OAuthClient.Presets;

/// <summary>Finds the names that a misspelled name may mean.</summary>
internal static class SimilarNames
{
    private const int MaxDistance = 2;

    public static string[] Find(string written, IEnumerable<string> names) =>
        [.. names.Where(name => written.Length > 0 && IsSimilar(written.ToLowerInvariant(), name))];

    private static bool IsSimilar(string written, string name) =>
        name.StartsWith(written, StringComparison.Ordinal)
        || (written.Length > MaxDistance && LevenshteinDistance(written, name) <= MaxDistance);

    /// <summary>The number of letters to add, drop or change to get from one text to the other.</summary>
    private static int LevenshteinDistance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var above = row[j];
                var substitution = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, substitution);
                diagonal = above;
            }
        }
        return row[^1];
    }
}
