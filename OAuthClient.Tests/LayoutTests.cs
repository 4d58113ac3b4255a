using System.Text.RegularExpressions;
using System.Xml.Linq;
using OAuthClient.Redis;
using OAuthClient.Testing;

namespace OAuthClient.Tests;

/// <summary>
/// Checks, by reading the sources, that the code has only the dependencies that docs/architecture.md draws as arrows.
/// </summary>
public partial class LayoutTests
{
    private const string Root = "";
    private const string Defaults = "OAuthClient/Internal/DanceDefaults.cs";

    // Room (a folder of a project) → the rooms that its files may use besides the root folder. A nested room is written
    // as a path, such as "OAuth2/Grants".
    private static readonly Dictionary<string, string[]> Rooms = new()
    {
        [Root] = ["Internal", "Login", "Refresh"],
        ["Login"] = ["Internal"],
        ["Refresh"] = ["Internal", "Login"],
        ["OAuth1"] = ["Internal", "Http"],
        ["OAuth2"] = ["Internal", "Http"],
        ["OAuth2/Grants"] = ["Internal", "Http", "OAuth2"],
        ["Discovery"] = ["Internal", "Http", "OAuth1", "OAuth2"],
        ["Http"] = ["Internal"],
        ["Storage"] = ["Internal"],
        ["Presets"] = ["Internal", "OAuth1", "OAuth2"],
        ["Internal"] = [],
    };

    private static readonly Dictionary<string, string[]> RoomsOfSignals = new()
    {
        [Root] = ["Receivers", "Sending", "Scanning"],
        ["Receivers"] = [],
        ["Sending"] = ["Receivers"],
        ["Scanning"] = ["Receivers"],
    };

    // Folders of OAuthClient.Tests without a room of the same name: subjects that concern all rooms, and test helpers.
    private static readonly string[] FurtherTestFolders =
    [
        "Answers", "Canaries", "Contracts", "Extensions", "Fuzz", "Harness", "Native", "Packages", "Peers", "Recipes",
        "Support", "Testing", "Threats", "Web",
    ];

    // Project → the projects and packages that the project may reference. Analyzers are not shipped, so analyzers are
    // not listed.
    internal static readonly IReadOnlyDictionary<string, string[]> References = new Dictionary<string, string[]>
    {
        ["Signals"] = ["System.Reactive"],
        ["OAuthClient"] = ["Flurl.Http", "Signals"],
        ["OAuthClient.Keychain"] = ["Microsoft.Identity.Client.Extensions.Msal", "OAuthClient"],
        ["OAuthClient.Native"] = ["OAuthClient", "QRCoder"],
        ["OAuthClient.Redis"] = ["OAuthClient", "StackExchange.Redis"],
        ["OAuthClient.Testing"] = ["OAuthClient"],
        ["OAuthClient.Extensions"] =
            ["Microsoft.Extensions.Hosting.Abstractions", "Microsoft.Extensions.Http", "OAuthClient"],
        ["OAuthClient.AspNetCore"] = ["Microsoft.AspNetCore.App", "OAuthClient.Extensions"],
        ["OAuthClient.EntityFrameworkCore"] = ["Microsoft.EntityFrameworkCore.Relational", "OAuthClient"],
        ["OAuthSample"] =
        [
            "Microsoft.AspNetCore.DataProtection.StackExchangeRedis", "Microsoft.EntityFrameworkCore.Sqlite",
            "OAuthClient.AspNetCore", "OAuthClient.EntityFrameworkCore", "OAuthClient.Redis", "OAuthClient.Testing",
        ],
        ["OAuthHarness"] =
        [
            "OAuthClient.EntityFrameworkCore", "OAuthClient.Keychain", "OAuthClient.Native", "OAuthClient.Redis",
            "OAuthClient.Testing", "Microsoft.EntityFrameworkCore.Sqlite", "Microsoft.Extensions.TimeProvider.Testing",
            "Npgsql.EntityFrameworkCore.PostgreSQL", "Spectre.Console", "System.CommandLine",
        ],
    };

    private static IEnumerable<string> Sources => Repository.Files("OAuthClient", "*.cs");

    private static IEnumerable<string> RootSources => Sources.Where(file => RoomOf(file) == Root);

    private static IEnumerable<string> SourcesOfSignals => Repository.Files("Signals", "*.cs");

    private static IEnumerable<string> Libraries =>
        References.Keys.SelectMany(project => Repository.Files(project, "*.cs"));

    private static IEnumerable<string> Projects => References.Keys;

    [TestCaseSource(nameof(Sources))]
    public void A_file_uses_only_the_rooms_that_its_room_may_use(string file)
    {
        string[] allowed = file == Defaults ? ["Storage", "OAuth2/Grants"] : Rooms[RoomOf(file)];
        Assert.That(UsedRooms(file, "OAuthClient", Rooms.Keys), Is.SubsetOf(allowed));
    }

    [TestCaseSource(nameof(SourcesOfSignals))]
    public void A_file_of_Signals_uses_only_the_rooms_that_its_room_may_use(string file) =>
        Assert.That(UsedRooms(file, "Signals", RoomsOfSignals.Keys), Is.SubsetOf(RoomsOfSignals[RoomOf(file)]));

    [TestCaseSource(nameof(RootSources))]
    public void A_file_of_the_root_declares_a_public_type(string file) =>
        Assert.That(PublicType().IsMatch(Repository.Read(file)), Is.True);

    [Test]
    public void A_folder_of_the_client_tests_mirrors_a_room_or_is_listed()
    {
        var folders = Repository.Files("OAuthClient.Tests", "*.cs").Select(RoomOf).Select(room => room.Split('/')[0]);
        Assert.That(folders.Distinct(), Is.SubsetOf(Rooms.Keys.Concat(FurtherTestFolders)));
    }

    [TestCaseSource(nameof(Sources))]
    public void Flurl_is_named_only_in_the_room_Http(string file)
    {
        var code = CommentOrText().Replace(Repository.Read(file), "");
        Assert.That(RoomOf(file) == "Http" || !code.Contains("Flurl", StringComparison.Ordinal), Is.True);
    }

    [TestCaseSource(nameof(Libraries))]
    public void A_namespace_is_its_folder(string file)
    {
        var code = Repository.Read(file);
        var folder = NamespaceOfExtensions(file) ?? Path.GetDirectoryName(file)!.Replace('/', '.');
        var found = Namespace().Match(code) is { Success: true } match ? match.Groups[1].Value : folder;
        Assert.That(found, Is.EqualTo(folder));
    }

    [TestCaseSource(nameof(Projects))]
    public void A_project_has_only_its_allowed_references(string project)
    {
        var references =
            from element in XDocument.Parse(Repository.Read($"{project}/{project}.csproj")).Descendants()
            where element.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference"
            let name = element.Attribute("Include")!.Value
            select name.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(name) : name;
        Assert.That(references, Is.EquivalentTo(References[project]));
    }

    [Test]
    public void The_libraries_do_not_load_ASPNET()
    {
        var names =
            from type in new[]
            {
                typeof(Signals.SignalRegistry), typeof(OAuthDance), typeof(RedisTokenStore), typeof(PretendProvider),
            }
            from reference in type.Assembly.GetReferencedAssemblies()
            select reference.Name;
        Assert.That(names, Has.None.StartsWith("Microsoft."));
    }

    // Extension methods for types of the root namespace are in the root namespace, so that one using directive imports
    // types and extensions. Those for services and clients of a factory are where .NET has its own.
    private static string? NamespaceOfExtensions(string file) => file.Split('/')[^1] switch
    {
        "OAuthSessionRequests.cs" or "OAuthRequestUser.cs" or "OAuthSessionExchange.cs" => "OAuthClient",
        "OAuth2ProviderDiscovery.cs" => "OAuthClient.OAuth2",
        "OAuthServiceProviderExtensions.cs" => "Microsoft.Extensions.DependencyInjection",
        "OAuthHttpClientBuilderExtensions.cs" => "Microsoft.Extensions.DependencyInjection",
        "OAuthHttpClientFactoryExtensions.cs" => "Microsoft.Extensions.DependencyInjection",
        "OAuthAuthenticationBuilderExtensions.cs" => "Microsoft.Extensions.DependencyInjection",
        _ => null,
    };

    // The path from the project folder to the folder of the file: "OAuth2", or "OAuth2/Grants" for a nested room.
    private static string RoomOf(string file) => string.Join('/', file.Split('/')[1..^1]);

    private static IEnumerable<string> UsedRooms(string file, string project, IEnumerable<string> rooms)
    {
        var code = CommentOrText().Replace(Repository.Read(file), "");
        return
            from room in rooms
            where room != Root && room != RoomOf(file)
            // A room within the room is another room.
            let name = room.Replace('/', '.') + (room == "OAuth2" ? @"(?!\.Grants\b)" : "")
            // A property may have the name of a room.
            let member = Regex.IsMatch(code, $@" {name} {{ get;") ? "(?!)" : $@"(?<![.\w]){name}\.[A-Z]\w*\b"
            where Regex.IsMatch(code, $@"\b({project}\.{name}\b|using {name}\b)|{member}")
            select room;
    }

    [GeneratedRegex("""//.*|\$?"(?:\\.|[^"\\])*"|\[[a-z]+: .*""")]
    private static partial Regex CommentOrText();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^public .*\b(class|record|struct|enum|interface)\b", RegexOptions.Multiline)]
    private static partial Regex PublicType();
}
