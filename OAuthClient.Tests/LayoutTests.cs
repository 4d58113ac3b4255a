using System.Text.RegularExpressions;
using System.Xml.Linq;
using OAuthClient.Redis;
using OAuthClient.Testing;

namespace OAuthClient.Tests;

/// <summary>Holds the code to the arrows of docs/architecture.md, by reading the sources.</summary>
public partial class LayoutTests
{
    private const string Wiring = "OAuthClient/DanceTools.cs";

    // Room → the rooms it may use, besides the hall. The hall uses none, but for the one file that wires the defaults together.
    private static readonly Dictionary<string, string[]> Rooms = new()
    {
        ["OAuth1"] = ["Http"],
        ["OAuth2"] = ["Http"],
        ["Http"] = [],
        ["Storage"] = [],
        ["Presets"] = ["OAuth1", "OAuth2"],
    };

    // The same for Signals, whose root holds what is public and uses all rooms.
    private static readonly Dictionary<string, string[]> RoomsOfSignals = new()
    {
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
    public void A_file_uses_only_the_rooms_that_its_own_may_use(string file)
    {
        var room = RoomOf(file);
        var allowed = file == Wiring ? ["Storage"] : room is null ? [] : Rooms[room].Append(room).ToArray();
        Assert.That(UsedRooms(file, "OAuthClient", Rooms.Keys), Is.SubsetOf(allowed));
    }

    [TestCaseSource(nameof(SourcesOfSignals))]
    public void A_file_of_Signals_uses_only_the_rooms_that_its_own_may_use(string file)
    {
        var room = RoomOf(file);
        var allowed = room is null ? RoomsOfSignals.Keys.ToArray() : RoomsOfSignals[room];
        Assert.That(UsedRooms(file, "Signals", RoomsOfSignals.Keys), Is.SubsetOf(allowed));
    }

    [TestCaseSource(nameof(SourcesOfSignals))]
    public void A_comment_or_name_of_Signals_speaks_of_nouns_of_the_code(string file) =>
        Assert.That(LinesOf(file).Where(line => Pronoun().IsMatch(line)), Is.Empty, "say caller, sender, receiver, connection, thread");

    [TestCaseSource(nameof(SourcesOfSignals))]
    public void A_line_of_Signals_has_at_most_120_columns_unless_it_holds_a_text(string file) =>
        Assert.That(LinesOf(file).Where(line => line.Length > 120 && !Text().IsMatch(line)), Is.Empty);

    [TestCaseSource(nameof(Sources))]
    public void Flurl_is_named_in_its_room_only(string file) =>
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
    public void A_project_references_only_what_it_may(string project)
    {
        var xml = XDocument.Parse(Repository.Read($"{project}/{project}.csproj"));
        var references = xml.Descendants().Where(element => element.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference")
            .Select(element => element.Attribute("Include")!.Value).Select(name => name.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(name) : name);
        Assert.That(references, Is.EquivalentTo(References[project]));
    }

    [Test]
    public void Nothing_of_ASPNET_is_loaded_by_the_libraries() =>
        Assert.That(
            new[] { typeof(Signals.SignalRegistry), typeof(OAuthDance), typeof(RedisTokenStore), typeof(PretendProvider) }.SelectMany(type => type.Assembly.GetReferencedAssemblies()).Select(name => name.Name),
            Has.None.StartsWith("Microsoft."));

    [TestCaseSource(nameof(Libraries))]
    public void A_file_is_small(string file) => Assert.That(Repository.Read(file).Split('\n'), Has.Length.LessThanOrEqualTo(350));

    [Test]
    public void The_median_file_is_at_most_sixty_lines_long()
    {
        var lengths = Libraries.Select(file => Repository.Read(file).Split('\n').Length).Order().ToArray();
        Assert.That(lengths[lengths.Length / 2], Is.LessThanOrEqualTo(60));
    }

    private static string? RoomOf(string file) => file.Split('/') is [_, var room, _] ? room : null;

    private static IEnumerable<string> LinesOf(string file) => File.ReadLines(Repository.PathOf(file));

    private static IEnumerable<string> UsedRooms(string file, string project, IEnumerable<string> rooms)
    {
        var code = CommentOrText().Replace(Repository.Read(file), "");
        return rooms
            .Where(room => !code.Contains($"namespace {project}.{room};", StringComparison.Ordinal))
            .Where(room => Regex.IsMatch(code, $@"\b({project}\.{room}\b|using {room}\b|{room}\.[A-Z]\w*\b)"));
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
