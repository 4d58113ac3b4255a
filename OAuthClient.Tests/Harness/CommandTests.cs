using System.Text.Json.Nodes;
using OAuthClient.Presets;
using OAuthClient.Testing;
using OAuthHarness;

namespace OAuthClient.Tests.Harness;

/// <summary>The commands about providers: their output for people and for scripts, and their failures.</summary>
public class CommandTests
{
    // The example of RFC 7519 section 3.1.
    private const string RfcToken =
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
        + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
        + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static readonly string[] Presets = [.. Providers.Names];

    [Test]
    public async Task Providers_lists_every_preset()
    {
        using var harness = new HarnessRun();
        var list = (await harness.ReadJsonAsync("providers")).AsArray();
        Assert.That(list.Select(preset => (string)preset!["name"]!), Is.EquivalentTo(Presets));
        Assert.That((await harness.SucceedAsync("providers")).Split('\n'), Has.Length.EqualTo(Presets.Length + 1));
    }

    [TestCaseSource(nameof(Presets))]
    public async Task Providers_shows_each_preset_with_its_source(string name)
    {
        using var harness = new HarnessRun();
        Assert.That(await harness.SucceedAsync("providers", name), Does.Contain("source").And.Match(@"\(of \d{4}-\d\d"));
    }

    [Test]
    public async Task Discover_tells_what_the_client_will_do()
    {
        using var harness = new HarnessRun();
        await using var provider = PretendProvider.Listen();
        var found = await harness.ReadJsonAsync("discover", provider.Issuer);
        Assert.That((string)found["facts"]!["token"]!, Is.EqualTo($"{provider.BaseUrl}/token"));
        Assert.That((string)found["facts"]!["PKCE"]!, Is.EqualTo("S256"));
        Assert.That(await harness.SucceedAsync("discover", provider.Issuer), Does.Contain($"{provider.BaseUrl}/token"));
    }

    [Test]
    public async Task Discover_warns_of_what_the_metadata_lacks()
    {
        using var harness = new HarnessRun();
        await using var provider = PretendProvider.Listen();
        provider.ChangeMetadata = metadata =>
        {
            metadata.Remove("code_challenge_methods_supported");
            metadata.Remove("authorization_response_iss_parameter_supported");
            metadata.Remove("revocation_endpoint");
            metadata["grant_types_supported"] = new JsonArray("authorization_code", "password");
        };
        var found = await harness.ReadJsonAsync("discover", provider.Issuer);
        Assert.That(
            found["warnings"]!.AsArray().Select(warning => warning!.ToString()),
            Has.Some.Contains("PKCE").And.Some.Contains("RFC 9207").And.Some.Contains("revoked").And.Some.Contains("passwords"));
    }

    [Test]
    public async Task Register_saves_a_profile_that_logs_in_and_deletes_it_again()
    {
        using var harness = new HarnessRun();
        await using var provider = PretendProvider.Listen();
        provider.InitialAccessToken = "the-initial-token";
        var registered = await harness.ReadJsonAsync(
            "register", provider.Issuer, "--save", "mine", "--initial-access-token", "the-initial-token");
        Assert.That(provider.RegisteredClients, Is.EqualTo(new[] { (string)registered["client_id"]! }));
        Assert.That((string?)registered["client_secret"], Is.Null.Or.EqualTo("***"));
        var (code, error) = await DanceProbe.RunAsync(harness, DanceProbe.LogInAsync, "mine");
        Assert.That(code, Is.Zero, error);
        Assert.That(
            (string)(await harness.ReadJsonAsync("register", "read", "--profile", "mine"))["client_id"]!,
            Is.EqualTo((string)registered["client_id"]!));
        await harness.SucceedAsync("register", "delete", "--profile", "mine");
        Assert.That(provider.RegisteredClients, Is.Empty);
        Assert.That((await harness.RunAsync("profiles", "show", "mine")).Code, Is.EqualTo(ExitCode.WrongUse));
    }

    [Test]
    public async Task Register_never_replaces_a_profile()
    {
        using var harness = new HarnessRun();
        await using var provider = PretendProvider.Listen();
        await harness.SucceedAsync("register", provider.Issuer, "--save", "mine");
        var (code, _, error) = await harness.RunAsync("register", provider.Issuer, "--save", "mine");
        Assert.That((code, error.Contains("exists already")), Is.EqualTo((ExitCode.WrongUse, true)), error);
        Assert.That(provider.RegisteredClients, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Decode_shows_header_claims_and_times_and_no_signature()
    {
        using var harness = new HarnessRun();
        var (code, output, error) = await harness.RunAsync("jwt", "decode", RfcToken);
        Assert.That(code, Is.Zero, error);
        Assert.That(output, Does.Contain("\"HS256\"").And.Contain("\"joe\"").And.Not.Contain("dBjftJeZ4CVP"));
        Assert.That(output, Does.Match(@"expires +2011-03-22 18:43:00Z, \d+ days ago"));
        Assert.That(error, Does.Contain("Nothing was verified"));
        var json = await harness.ReadJsonAsync("jwt", "decode", $"Bearer {RfcToken}");
        Assert.That((bool)json["verified"]!, Is.False);
        Assert.That((string)json["claims"]!["iss"]!, Is.EqualTo("joe"));
    }

    [TestCase("opaque", "has 1 of the 3 parts")]
    [TestCase("a.b", "has 2 of the 3 parts")]
    [TestCase("!.e30.x", "header that is no JSON object")]
    [TestCase("e30.W10.x", "payload that is no JSON object")]
    [TestCase("e30.gA.x", "payload that is no JSON object")]
    public async Task Decode_says_what_is_no_token(string token, string message)
    {
        using var harness = new HarnessRun();
        var (code, output, error) = await harness.RunAsync("jwt", "decode", token);
        Assert.That((code, output, error.Split('\n').Length), Is.EqualTo((ExitCode.WrongUse, "", 1)), error);
        Assert.That(error, Does.Contain(message));
    }

    [TestCase("e30.e30.", "anyone can have written this token")]
    [TestCase("e30.a.b.c.d", "encrypted")]
    [TestCase("e30.eyJleHAiOjFlMzB9.x", "signature", Description = "a time that no calendar has")]
    [TestCase("e30.eyJleHAiOiJzb29uIn0.x", "signature", Description = "a time that is no number")]
    public async Task Decode_reads_odd_tokens(string token, string message)
    {
        using var harness = new HarnessRun();
        Assert.That(await harness.SucceedAsync("jwt", "decode", token), Does.Contain(message));
    }

    [TestCase("bash")]
    [TestCase("zsh")]
    [TestCase("fish")]
    [TestCase("pwsh")]
    public async Task Completion_prints_a_script_for_the_shell(string shell)
    {
        using var harness = new HarnessRun();
        Assert.That(await harness.SucceedAsync("completion", shell), Does.Contain("[suggest:"));
    }

    [TestCase("discover github", "Only an issuer has metadata")]
    [TestCase("discover http://login.example", "https")]
    [TestCase("register flickr", "registers no clients")]
    [TestCase("register github", "registers no clients")]
    [TestCase("register read", "Give PROVIDER")]
    [TestCase("providers githup", "Did you mean github")]
    [TestCase("serve --port 0", "There is no port 0")]
    [TestCase("serve --misbehave wrong-stat", "Did you mean wrong-state?")]
    public async Task Wrong_use_is_one_line_that_says_what_to_do(string command, string message)
    {
        using var harness = new HarnessRun();
        var (code, output, error) = await harness.RunAsync(command.Split(' '));
        Assert.That((code, output, error.Split('\n').Length), Is.EqualTo((ExitCode.WrongUse, "", 1)), error);
        Assert.That(error, Does.Contain(message));
    }

    [Test]
    public async Task An_issuer_that_is_down_is_one_line_and_the_code_of_a_network()
    {
        using var harness = new HarnessRun();
        var (code, _, error) = await harness.RunAsync("discover", "http://127.0.0.1:1", "--quiet");
        Assert.That((code, error.Split('\n').Length), Is.EqualTo((ExitCode.Unreachable, 1)), error);
    }
}
