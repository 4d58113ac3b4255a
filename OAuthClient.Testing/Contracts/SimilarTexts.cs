namespace OAuthClient.Testing.Contracts;

/// <summary>Texts that differ, and that some collation, file system, parser or pattern takes for one another.</summary>
internal static class SimilarTexts
{
    private static readonly string[] Short =
    [
        // Case, in several scripts.
        "alice", "Alice", "ALICE", "i", "I", "\u0131", "\u0130", "\u03c3", "\u03c2", "\u03a3",
        // Spaces and invisible characters.
        "alice ", " alice", "alice\t", "al ice", "al  ice", "al\u00a0ice", "al\u00adice", "al\u200dice", "\ufeffalice",
        // Accents, compositions, ligatures, widths, scripts.
        "ren\u00e9", "rene\u0301", "rene", "REN\u00c9", "stra\u00dfe", "strasse", "\ufb01", "fi", "\uff41lice",
        "\u0430lice", "\u306f", "\u30cf", "\U0001F511", "\U0001F512",
        // Numbers, paths, patterns, quotes, escapes.
        "42", "042", "42.0", "../alice", "alice/.", "a_ice", "a%ice", "al*ce", "alice'--", "al\\ice", "%61lice",
        // The names of two servers.
        "alice https://a.example", "alice https://b.example", "alice https://a.example/", "alice https://A.example",
    ];

    /// <summary>The texts, up to a length.</summary>
    public static string[] For(int maxLength) =>
    [
        .. Short,
        new('x', maxLength),
        new('x', maxLength - 1),
        new string('x', maxLength - 1) + "y",
        new string('x', maxLength - 1) + "X",
        "y" + new string('x', maxLength - 1),
        new('\u6c34', maxLength),
        string.Concat(Enumerable.Repeat("\U0001F511", maxLength / 2)),
    ];
}
