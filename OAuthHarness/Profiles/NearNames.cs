namespace OAuthHarness.Profiles;

/// <summary>Finds the names that a misspelled name may mean.</summary>
internal static class NearNames
{
    private const int MaxDistance = 2;

    public static string[] Find(string written, IEnumerable<string> names) =>
        [.. names.Where(name => IsNear(written.ToLowerInvariant(), name.ToLowerInvariant()))];

    private static bool IsNear(string written, string name) =>
        written.Length > 0
        && (name.StartsWith(written, StringComparison.Ordinal)
            || (written.Length > MaxDistance && Distance(written, name) <= MaxDistance));

    /// <summary>The Levenshtein distance.</summary>
    private static int Distance(string one, string other)
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
