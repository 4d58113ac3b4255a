using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace OAuthClient.Tests.Packages;

/// <summary>Checks what <c>dotnet pack</c> puts into each package.</summary>
public class PackageContentTests
{
    private const string Templates = "OAuthSignals.Templates";
    private const string Tool = "OAuthHarness";

    // The limit of nuget.org.
    private const int ReleaseNotesLimit = 35_000;

    private static readonly Dictionary<string, string> Versions =
        XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion").ToDictionary(
            package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);

    private static IEnumerable<string> Libraries =>
        LayoutTests.References.Keys.Where(project => File.Exists(Repository.PathOf($"{project}/PublicAPI.Shipped.txt")));

    private static IEnumerable<string> Packages => [.. Libraries, Templates, Tool];

    private static readonly (string Element, string Pattern)[] Manifest =
    [
        ("version", $"^{PackageFeed.Version}$"),
        ("authors", "^The OAuthSignals authors$"),
        ("license", "^MIT$"),
        ("icon", "^icon.png$"),
        ("readme", "^README.md$"),
        ("description", "^.{40,}[.]$"),
        ("tags", "^[a-z0-9 -]{20,}$"),
        ("releaseNotes", "(?s)^[-A-Z].{20,}$"),
    ];

    [Test]
    public async Task A_package_describes_itself(
        [ValueSource(nameof(Packages))] string project,
        [ValueSource(nameof(Manifest))] (string Element, string Pattern) row)
    {
        var package = await Package.ReadAsync(project);
        Assert.That(package[row.Element], Does.Match(row.Pattern));
    }

    [TestCaseSource(nameof(Packages))]
    public async Task The_release_notes_of_a_package_are_short_enough_for_the_gallery(string project) =>
        Assert.That((await Package.ReadAsync(project))["releaseNotes"]!.Length, Is.LessThanOrEqualTo(ReleaseNotesLimit));

    [TestCaseSource(nameof(Packages))]
    public async Task A_package_names_an_address_only_if_the_repository_has_one(string project)
    {
        var packaging = XDocument.Parse(Repository.Read("Packaging/Packaging.props"));
        var address = packaging.Descendants("RepositoryAddress").Single().Value;
        Assert.That((await Package.ReadAsync(project))["projectUrl"] ?? "", Is.EqualTo(address));
    }

    [TestCaseSource(nameof(Packages))]
    public async Task A_package_has_the_readme_of_its_project_and_the_license(string project)
    {
        var package = await Package.ReadAsync(project);
        Assert.That(package.Files, Is.SupersetOf(new[] { "icon.png", "LICENSE", "README.md" }));
        Assert.That(await package.ReadTextAsync("README.md"), Is.EqualTo(Repository.Read($"{project}/README.md")));
    }

    [TestCaseSource(nameof(Libraries))]
    public async Task A_library_comes_with_its_documentation_and_its_symbols(string project)
    {
        var package = await Package.ReadAsync(project);
        Assert.That(
            package.Files.Where(file => file.StartsWith("lib/", StringComparison.Ordinal)),
            Is.EquivalentTo(new[] { $"lib/net10.0/{project}.dll", $"lib/net10.0/{project}.xml" }));
        Assert.That(package.SymbolFiles, Has.Member($"lib/net10.0/{project}.pdb"));
    }

    [TestCaseSource(nameof(Libraries))]
    public async Task A_package_depends_on_what_its_project_may_reference_and_on_nothing_else(string project)
    {
        var package = await Package.ReadAsync(project);
        Assert.That(package.Dependencies, Is.EquivalentTo(LayoutTests.References[project].Select(Dependency)));
    }

    [TestCaseSource(nameof(Libraries))]
    public async Task The_bill_of_materials_names_the_package_and_what_it_depends_on(string project)
    {
        var package = await Package.ReadAsync(project);
        var bill = JsonNode.Parse(await package.ReadTextAsync($"_manifest/{PackageFeed.IdOf(project)}.cdx.json"))!;
        var names = bill["components"]!.AsArray().Select(component => (string)component!["name"]!);
        Assert.That(
            (string?)bill["metadata"]!["component"]!["purl"],
            Is.EqualTo($"pkg:nuget/{PackageFeed.IdOf(project)}@{PackageFeed.Version}"));
        Assert.That(names, Is.SupersetOf(LayoutTests.References[project].Where(IsPackage).Select(IdOf)));
    }

    [Test]
    public async Task The_templates_are_a_package_of_templates_without_an_assembly()
    {
        var package = await Package.ReadAsync(Templates);
        Assert.That(package.Files, Has.None.EndsWith(".dll"));
        Assert.That(package.Files, Has.Member("content/oauth-web/.template.config/template.json"));
        Assert.That(package.Files, Has.Member("content/oauth-worker/.template.config/template.json"));
    }

    private static bool IsPackage(string reference) => reference != "Microsoft.AspNetCore.App";

    private static string IdOf(string reference) =>
        Libraries.Contains(reference) ? PackageFeed.IdOf(reference) : reference;

    // A framework has no version. Our own packages ask for each other exactly.
    private static string Dependency(string reference)
    {
        if (Libraries.Contains(reference))
            return $"{IdOf(reference)} [{PackageFeed.Version}]";
        return $"{reference} {Versions.GetValueOrDefault(reference)}";
    }
}
