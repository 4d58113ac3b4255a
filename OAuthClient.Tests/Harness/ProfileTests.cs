using System.Runtime.Versioning;
using OAuthHarness;

namespace OAuthClient.Tests.Harness;

/// <summary>The command <c>profiles</c>: its files, its secrets, and its messages.</summary>
public class ProfileTests
{
    private const string Secret = "the-secret-itself";

    private static readonly string[] GitHub =
        ["profiles", "save", "work", "--provider", "github", "--client-id", "me", "--client-secret", Secret];

    [Test]
    public async Task A_saved_profile_has_what_was_given()
    {
        using var harness = new HarnessRun();
        await harness.SucceedAsync(
            [.. GitHub, "--scope", "repo user", "--scope", "gist", "--account", "second", "--field", "issuer=https://a.example"]);
        var profile = await harness.ReadJsonAsync("profiles", "show", "work");
        Assert.That(profile["preset"]!.ToString(), Is.EqualTo("github"));
        Assert.That(profile["scopes"]!.ToJsonString(), Is.EqualTo("""["repo","user","gist"]"""));
        Assert.That(profile["account"]!.ToString(), Is.EqualTo("second"));
        Assert.That(profile["fields"]!["issuer"]!.ToString(), Is.EqualTo("https://a.example"));
    }

    [Test]
    public async Task Saving_again_changes_what_is_given_and_keeps_the_rest()
    {
        using var harness = new HarnessRun();
        await harness.SucceedAsync(GitHub);
        await harness.SucceedAsync("profiles", "save", "work", "--scope", "repo");
        var profile = await harness.ReadJsonAsync("profiles", "show", "work", "--show-secrets");
        Assert.That(profile["client_id"]!.ToString(), Is.EqualTo("me"));
        Assert.That(profile["client_secret"]!.ToString(), Is.EqualTo(Secret));
        Assert.That(profile["scopes"]!.ToJsonString(), Is.EqualTo("""["repo"]"""));
    }

    [Test]
    public async Task A_secret_is_sealed_in_the_file_and_masked_unless_asked_for()
    {
        using var harness = new HarnessRun();
        await harness.SucceedAsync(
            [.. GitHub, "--store", "redis:localhost,password=hunter2", "--field", $"private_key={Secret}"]);
        var file = await File.ReadAllTextAsync(harness.PathOf("profiles/work.json"));
        Assert.That(file, Does.Not.Contain(Secret).And.Not.Contain("hunter2"));
        Assert.That(
            await harness.SucceedAsync("profiles", "show", "work"),
            Does.Not.Contain(Secret).And.Not.Contain("hunter2").And.Contain("***"));
        Assert.That(
            await harness.SucceedAsync("profiles", "show", "work", "--show-secrets"),
            Does.Contain(Secret).And.Contain("hunter2"));
    }

    [Test]
    public async Task A_secret_in_the_environment_stays_the_name_of_its_variable()
    {
        using var harness = new HarnessRun();
        await harness.SucceedAsync(
            "profiles", "save", "work", "--provider", "github", "--client-id", "me", "--client-secret", "env:MY_SECRET");
        Assert.That(await File.ReadAllTextAsync(harness.PathOf("profiles/work.json")), Does.Contain("env:MY_SECRET"));
        Assert.That(await harness.SucceedAsync("profiles", "show", "work"), Does.Contain("env:MY_SECRET"));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Windows has no file modes")]
    [UnsupportedOSPlatform("windows")]
    public async Task Files_and_folders_are_for_their_owner_only()
    {
        using var harness = new HarnessRun();
        await harness.SucceedAsync(GitHub);
        await harness.SucceedAsync("profiles", "use", "work");
        var shared = UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead;
        foreach (var path in Directory.EnumerateFileSystemEntries(harness.Home, "*", SearchOption.AllDirectories))
            Assert.That(File.GetUnixFileMode(path) & shared, Is.EqualTo(UnixFileMode.None), path);
    }

    [Test]
    public async Task The_place_of_the_key_is_told_once()
    {
        using var harness = new HarnessRun();
        var (_, _, first) = await harness.RunAsync(GitHub);
        var (_, _, second) = await harness.RunAsync(GitHub);
        Assert.That(first, Does.Contain("sealed with a key in"));
        Assert.That(second, Does.Not.Contain("sealed with a key in"));
    }

    [Test]
    public async Task The_chosen_profile_is_the_current_one_until_it_is_removed()
    {
        using var harness = new HarnessRun();
        await harness.SucceedAsync(GitHub);
        await harness.SucceedAsync("profiles", "save", "home", "--provider", "gitlab", "--client-id", "me");
        await harness.SucceedAsync("profiles", "use", "work");
        Assert.That((await harness.ReadJsonAsync("profiles", "show"))["name"]!.ToString(), Is.EqualTo("work"));
        await harness.SucceedAsync("profiles", "remove", "work");
        Assert.That((await harness.ReadJsonAsync("profiles", "show"))["name"]!.ToString(), Is.EqualTo("home"));
    }

    [Test]
    public async Task Another_client_id_does_not_get_the_secret_of_the_former_one()
    {
        using var harness = new HarnessRun();
        await harness.SucceedAsync(GitHub);
        await harness.SucceedAsync("profiles", "save", "work", "--client-id", "other");
        var profile = await harness.ReadJsonAsync("profiles", "show", "work", "--show-secrets");
        Assert.That(((string?)profile["client_id"], (string?)profile["client_secret"]), Is.EqualTo(("other", (string?)null)));
    }

    [TestCase("files:tokens")]
    [TestCase("sqlite:tokens.db")]
    public async Task A_relative_place_of_a_store_is_the_same_in_every_folder(string store)
    {
        using var harness = new HarnessRun();
        await harness.SucceedAsync([.. GitHub, "--store", store]);
        var place = ((string)(await harness.ReadJsonAsync("profiles", "show", "work"))["store"]!).Split(':', 2)[1];
        Assert.That(Path.IsPathFullyQualified(place), Is.True, place);
    }

    [TestCase("profiles show wrok", "There is no profile 'wrok'. Did you mean work?")]
    [TestCase("profiles show zebra", "There is no profile 'zebra'. There are: work.")]
    [TestCase("profiles show ../work", "is no name for a profile")]
    [TestCase("profiles save other --provider gihub --client-id me", "Did you mean github?")]
    [TestCase("profiles save other --provider github", "Give --client-id")]
    [TestCase("profiles save other --client-id me", "Give --provider")]
    [TestCase("profiles save work --store oracle:x", "There is no store 'oracle'. Give --store")]
    [TestCase("profiles save work --store sqlite", "needs its place")]
    [TestCase("profiles save work --option host", "", Description = "an option may have no value")]
    [TestCase("profiles save work --field token_endpoint", "write name=value")]
    public async Task Wrong_use_is_one_line_that_says_what_to_do(string command, string message)
    {
        using var harness = new HarnessRun();
        await harness.SucceedAsync(GitHub);
        var (code, _, error) = await harness.RunAsync(command.Split(' '));
        if (message.Length == 0)
        {
            Assert.That(code, Is.Zero, error);
            return;
        }
        Assert.That((code, error.Split('\n').Length), Is.EqualTo((ExitCode.WrongUse, 1)), error);
        Assert.That(error, Does.Contain(message));
    }

    [TestCase("", "is damaged", ExitCode.StoreFailed)]
    [TestCase("{", "is damaged", ExitCode.StoreFailed)]
    [TestCase("null", "is damaged", ExitCode.StoreFailed)]
    [TestCase("[]", "is damaged", ExitCode.StoreFailed)]
    [TestCase("""{"version":1,"clientSecrets":"x"}""", "is damaged", ExitCode.StoreFailed)]
    [TestCase("""{"version":1,"scopes":null}""", "is damaged", ExitCode.StoreFailed)]
    [TestCase("""{"version":1,"clientId":"a","clientId":"b"}""", "is damaged", ExitCode.StoreFailed)]
    [TestCase("""{"version":2}""", "is of version 2", ExitCode.StoreFailed)]
    [TestCase("""{"version":1,"clientSecret":"sealed:AAAA"}""", "cannot be opened", ExitCode.StoreFailed)]
    [TestCase("""{"version":1,"clientSecret":"sealed:?"}""", "cannot be opened", ExitCode.StoreFailed)]
    public async Task A_file_that_cannot_be_used_is_one_line_with_its_name(string json, string says, int exitCode)
    {
        using var harness = new HarnessRun();
        await harness.SucceedAsync(GitHub);
        await File.WriteAllTextAsync(harness.PathOf("profiles/work.json"), json);
        var (code, output, error) = await harness.RunAsync("profiles", "show", "work");
        Assert.That((code, output, error.Split('\n').Length), Is.EqualTo((exitCode, "", 1)), error);
        Assert.That(error, Does.Contain("work").And.Contain(says));
        var (listed, list, _) = await harness.RunAsync("profiles");
        Assert.That((listed, list), Is.EqualTo((0, list)), "the list shows the others");
        Assert.That(list, Does.Contain(says));
    }

    [Test]
    public async Task A_secret_of_another_profile_does_not_open()
    {
        using var harness = new HarnessRun();
        await harness.SucceedAsync(GitHub);
        File.Copy(harness.PathOf("profiles/work.json"), harness.PathOf("profiles/copy.json"));
        var (code, _, error) = await harness.RunAsync("profiles", "show", "copy");
        Assert.That((code, error.Contains("cannot be opened")), Is.EqualTo((ExitCode.StoreFailed, true)), error);
    }
}
