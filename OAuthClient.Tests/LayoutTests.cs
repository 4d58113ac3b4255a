using System.Text.RegularExpressions;
using System.Xml.Linq;
using OAuthClient.Redis;
using OAuthClient.Testing;

namespace OAuthClient.Tests;

/// <summary>Holds the code to the arrows of docs/architecture.md, by reading the sources.</summary>
public partial class LayoutTests
{
    private const string Root = "";
    private const string Defaults = "OAuthClient/Internal/DanceDefaults.cs";

    // Room → the rooms it may use. Every room may use the root, and Internal.
    private static readonly Dictionary<string, string[]> Rooms = new()
    {
        [Root] = ["Internal", "Login", "Refresh"],
        ["Login"] = ["Internal"],
        ["Refresh"] = ["Internal", "Login"],
        ["OAuth1"] = ["Internal", "Http"],
        ["OAuth2"] = ["Internal", "Http"],
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

    // Project → projects and packages it may reference. What watches the code is not in what we ship.
    private static readonly Dictionary<string, string[]> References = new()
    {
        ["Signals"] = ["System.Reactive"],
        ["OAuthClient"] = ["Flurl.Http", "Signals"],
        ["OAuthClient.Redis"] = ["OAuthClient", "StackExchange.Redis"],
        ["OAuthClient.Testing"] = ["OAuthClient"],
        ["OAuthClient.AspNetCore"] = ["Microsoft.AspNetCore.App", "OAuthClient"],
        ["OAuthSample"] = ["Microsoft.AspNetCore.DataProtection.StackExchangeRedis", "Microsoft.EntityFrameworkCore.Sqlite", "OAuthClient.AspNetCore", "OAuthClient.EntityFrameworkCore", "OAuthClient.Redis", "OAuthClient.Testing"],
        ["OAuthClient.EntityFrameworkCore"] = ["Microsoft.EntityFrameworkCore.Relational", "OAuthClient"],
        ["OAuthHarness"] = ["OAuthClient.EntityFrameworkCore", "OAuthClient.Redis", "OAuthClient.Testing", "Microsoft.EntityFrameworkCore.Sqlite", "Npgsql.EntityFrameworkCore.PostgreSQL", "System.CommandLine"],
    };

    private static IEnumerable<string> Sources => Repository.Files("OAuthClient", "*.cs");

    private static IEnumerable<string> SourcesOfSignals => Repository.Files("Signals", "*.cs");

    private static IEnumerable<string> Libraries => References.Keys.SelectMany(project => Repository.Files(project, "*.cs"));

    private static IEnumerable<string> Projects => References.Keys;

    [TestCaseSource(nameof(Sources))]
    public void A_file_uses_only_the_rooms_that_its_room_may_use(string file)
    {
        string[] allowed = file == Defaults ? ["Storage"] : Rooms[RoomOf(file)];
        Assert.That(UsedRooms(file, "OAuthClient", Rooms.Keys), Is.SubsetOf(allowed));
    }

    [TestCaseSource(nameof(SourcesOfSignals))]
    public void A_file_of_Signals_uses_only_the_rooms_that_its_room_may_use(string file)
    {
        Assert.That(UsedRooms(file, "Signals", RoomsOfSignals.Keys), Is.SubsetOf(RoomsOfSignals[RoomOf(file)]));
    }

    [TestCaseSource(nameof(SourcesOfSignals))]
    public void A_comment_or_name_of_Signals_speaks_of_nouns_of_the_code(string file) =>
        Assert.That(LinesOf(file).Where(line => Pronoun().IsMatch(line)), Is.Empty, "say caller, sender, receiver, connection, thread");

    [TestCaseSource(nameof(SourcesOfSignals))]
    public void A_line_of_Signals_has_at_most_120_columns_unless_it_holds_a_string_literal(string file) =>
        Assert.That(LinesOf(file).Where(line => line.Length > 120 && !Text().IsMatch(line)), Is.Empty);

    [TestCaseSource(nameof(Sources))]
    public void Flurl_is_named_only_in_the_room_Http(string file) =>
        Assert.That(RoomOf(file) == "Http" || !CommentOrText().Replace(Repository.Read(file), "").Contains("Flurl", StringComparison.Ordinal), Is.True);

    [TestCaseSource(nameof(Libraries))]
    public void A_namespace_is_its_folder(string file)
    {
        var code = Repository.Read(file);
        // Extensions of the hall's types are in the hall's namespace, so that one using brings them.
        var folder = code.Contains("public static class OAuthSessionRequests", StringComparison.Ordinal) ? "OAuthClient" : Path.GetDirectoryName(file)!.Replace('/', '.');
        Assert.That(Namespace().Match(code) is { Success: true } found ? found.Groups[1].Value : folder, Is.EqualTo(folder));
    }

    [TestCaseSource(nameof(Projects))]
    public void A_project_has_only_its_allowed_references(string project)
    {
        var xml = XDocument.Parse(Repository.Read($"{project}/{project}.csproj"));
        var references = xml.Descendants().Where(element => element.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference")
            .Select(element => element.Attribute("Include")!.Value).Select(name => name.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(name) : name);
        Assert.That(references, Is.EquivalentTo(References[project]));
    }

    [Test]
    public void The_libraries_do_not_load_ASPNET() =>
        Assert.That(
            new[] { typeof(Signals.SignalRegistry), typeof(OAuthDance), typeof(RedisTokenStore), typeof(PretendProvider) }.SelectMany(type => type.Assembly.GetReferencedAssemblies()).Select(name => name.Name),
            Has.None.StartsWith("Microsoft."));

    [TestCaseSource(nameof(Libraries))]
    public void A_file_has_at_most_350_lines(string file) => Assert.That(Repository.Read(file).Split('\n'), Has.Length.LessThanOrEqualTo(350));

    [Test]
    public void The_median_file_is_at_most_sixty_lines_long()
    {
        var lengths = Libraries.Select(file => Repository.Read(file).Split('\n').Length).Order().ToArray();
        Assert.That(lengths[lengths.Length / 2], Is.LessThanOrEqualTo(60));
    }

    // The folders between the project and the file: "OAuth2", or "OAuth2/Grants" for a room within a room.
    private static string RoomOf(string file) => string.Join('/', file.Split('/')[1..^1]);

    private static IEnumerable<string> LinesOf(string file) => File.ReadLines(Repository.PathOf(file));

    private static IEnumerable<string> UsedRooms(string file, string project, IEnumerable<string> rooms)
    {
        var code = CommentOrText().Replace(Repository.Read(file), "");
        return
            from room in rooms
            where room != Root && room != RoomOf(file)
            let name = room.Replace('/', '.')
            where Regex.IsMatch(code, $@"\b({project}\.{name}\b|using {name}\b|{name}\.[A-Z]\w*\b)")
            select room;
    }

    [GeneratedRegex("""//.*|\$?"(?:\\.|[^"\\])*"|\[[a-z]+: .*""")]
    private static partial Regex CommentOrText();

    [GeneratedRegex("whoever|whomever|nobody|somebody|anybody|everybody|those who", RegexOptions.IgnoreCase)]
    private static partial Regex Pronoun();

    // A line of code with a string literal. The quotes of a comment are none.
    [GeneratedRegex(@"^(?!\s*//).*""")]
    private static partial Regex Text();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
