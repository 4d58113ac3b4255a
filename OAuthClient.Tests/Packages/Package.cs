using System.IO.Compression;
using System.Xml.Linq;

namespace OAuthClient.Tests.Packages;

/// <summary>A package of the feed, as its archive has it.</summary>
internal sealed class Package
{
    private readonly string _file;
    private readonly XElement _metadata;

    private Package(string file, string manifest)
    {
        _file = file;
        _metadata = XDocument.Parse(manifest).Root!.Elements().Single();
    }

    /// <summary>The files of the package.</summary>
    public IReadOnlyList<string> Files => NamesIn(_file);

    /// <summary>The files of the package with symbols.</summary>
    public IReadOnlyList<string> SymbolFiles => NamesIn(Path.ChangeExtension(_file, "snupkg"));

    /// <summary>The dependencies, each with its version, and the shared frameworks.</summary>
    public IEnumerable<string> Dependencies =>
        from element in Find("dependency").Concat(Find("frameworkReference"))
        let name = element.Attribute("id") ?? element.Attribute("name")
        select $"{name.Value} {element.Attribute("version")?.Value}";

    /// <summary>The text of an element of the manifest; null without one.</summary>
    public string? this[string element] => Find(element).FirstOrDefault()?.Value;

    public static async Task<Package> ReadAsync(string project)
    {
        var feed = await PackageFeed.GetAsync();
        var file = feed.FileOf(project);
        return new(file, await ReadTextAsync(file, $"{PackageFeed.IdOf(project)}.nuspec"));
    }

    public Task<string> ReadTextAsync(string name) => ReadTextAsync(_file, name);

    private static async Task<string> ReadTextAsync(string file, string name)
    {
        await using var archive = await ZipFile.OpenReadAsync(file);
        using var reader = new StreamReader(await archive.GetEntry(name)!.OpenAsync());
        return await reader.ReadToEndAsync();
    }

    private static IReadOnlyList<string> NamesIn(string file)
    {
        using var archive = ZipFile.OpenRead(file);
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    private IEnumerable<XElement> Find(string name) =>
        _metadata.Descendants().Where(element => element.Name.LocalName == name);
}
