namespace Measures;

/// <summary>The projects of the repository and their C# files, generated ones left out.</summary>
public static class SourceTree
{
    /// <summary>Finds the folder of the solution, from a folder inside it.</summary>
    public static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "OAuthSignals.sln"))
            ? folder
            : FindRoot(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("This is no folder of OAuthSignals."));

    public static IEnumerable<string> Projects(string root) =>
        from file in Directory.EnumerateFiles(root, "*.csproj", SearchOption.AllDirectories)
        let folder = Path.GetRelativePath(root, Path.GetDirectoryName(file)!)
        where !folder.Contains(Path.DirectorySeparatorChar)
        orderby folder.EndsWith(".Tests", StringComparison.Ordinal), folder
        select folder;

    public static IEnumerable<SourceFile> Files(string root, string project) =>
        from path in Directory.EnumerateFiles(Path.Combine(root, project), "*.cs", SearchOption.AllDirectories)
        let file = Path.GetRelativePath(root, path).Replace('\\', '/')
        let folders = file.Split('/')
        where !folders.Contains("bin") && !folders.Contains("obj") && !folders.Contains("node_modules")
        orderby file
        select new SourceFile(file, File.ReadAllText(path));
}
