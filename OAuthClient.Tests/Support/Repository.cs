namespace OAuthClient.Tests;

/// <summary>Finds and reads files of the source repository that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The files in a folder and its subfolders that match a pattern, without build output.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal);

    /// <summary>All Markdown documents in the root and in docs, and the README of each package.</summary>
    public static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(Root, "*.md")
            .Select(file => Path.GetFileName(file))
            .Concat(Files("docs", "*.md"))
            .Concat(PackageReadmes())
            .Order(StringComparer.Ordinal);

    public static string PathOf(string file) => Path.Combine(Root, file);

    public static string Read(string file) => File.ReadAllText(PathOf(file));

    private static IEnumerable<string> PackageReadmes() =>
        Directory.EnumerateDirectories(Root)
            .Select(folder => $"{Path.GetFileName(folder)}/README.md")
            .Where(file => File.Exists(PathOf(file)));

    private static string Find(string folder)
    {
        if (File.Exists(Path.Combine(folder, "OAuthSignals.sln")))
            return folder;
        var parent = Path.GetDirectoryName(folder);
        return Find(parent ?? throw new InvalidOperationException("No folder above the tests has OAuthSignals.sln."));
    }
}
