using System.Text.RegularExpressions;

namespace OAuthClient.Tests.Packages;

/// <summary>The needs of a publication to native code, and its warnings.</summary>
internal static partial class NativePublication
{
    /// <summary>The warnings that docs/packages.md lists.</summary>
    public static IEnumerable<string> ListedWarnings =>
        from row in Row().Matches(Repository.Read("docs/packages.md"))
        select $"{row.Groups[1]} {row.Groups[2]}";

    public static void IgnoreWithoutLinker()
    {
        if (Environment.GetEnvironmentVariable("PEERS") == "none")
            Assert.Ignore("without peers, as asked for (PEERS=none)");
        var folders = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "clang")) || File.Exists(Path.Combine(folder, "gcc"))))
            Assert.Ignore("no linker is there (apt-get install gcc libc6-dev)");
    }

    /// <summary>The warnings of a publication, each once.</summary>
    public static IEnumerable<string> FindWarnings(string output) =>
        Warning().Matches(output).Select(match => $"{match.Groups[1]} {match.Groups[2]}").Distinct();

    [GeneratedRegex(@"warning (IL\d+): (?:Assembly )?([\w.]+)")]
    private static partial Regex Warning();

    [GeneratedRegex(@"^\| (IL\d+) \| `([\w.]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
