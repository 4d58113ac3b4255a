using OAuthClient.OAuth1;
using OAuthClient.OAuth2;
using OAuthClient.Testing;
using OAuthClient.Tests.Peers;
using OAuthHarness;

namespace OAuthClient.Tests.Harness;

/// <summary>The dance that a profile makes: its provider, its client and its store of tokens.</summary>
public class ProfileDanceTests
{
    private static readonly string[] Client =
        ["--client-id", PretendProvider.ClientId, "--client-secret", PretendProvider.ClientSecret];

    public static readonly string[] Stores = ["files", "files:FOLDER", "sqlite", "postgresql", "redis"];

    [TestCaseSource(nameof(Stores))]
    public async Task A_token_of_one_run_is_there_in_the_next(string store)
    {
        using var harness = new HarnessRun();
        var place = await FindPlaceAsync(harness, store);
        await using var provider = PretendProvider.Listen();
        string[] profile = [provider.Issuer, .. Client, "--store", place, "--save", "work"];
        var (code, error) = await DanceProbe.RunAsync(harness, DanceProbe.LogInAsync, profile);
        Assert.That(code, Is.Zero, error);
        string? token = null;
        var next = await DanceProbe.RunAsync(
            harness, async (dance, _) => token = await DanceProbe.ReadTokenAsync(dance));
        Assert.That(next.Code, Is.Zero, next.Error);
        Assert.That(token, Is.Not.Null.And.Not.Empty);
        foreach (var file in Directory.EnumerateFiles(harness.Home, "*", SearchOption.AllDirectories))
            Assert.That(await File.ReadAllTextAsync(file), Does.Not.Contain(token!), file);
    }

    [Test]
    public async Task A_token_in_memory_ends_with_its_run()
    {
        using var harness = new HarnessRun();
        await using var provider = PretendProvider.Listen();
        string[] profile = [provider.Issuer, .. Client, "--store", "memory"];
        Assert.That((await DanceProbe.RunAsync(harness, DanceProbe.LogInAsync, profile)).Code, Is.Zero);
        string? token = "";
        await DanceProbe.RunAsync(harness, async (dance, _) => token = await DanceProbe.ReadTokenAsync(dance), profile);
        Assert.That(token, Is.Null);
    }

    [Test]
    public async Task Http_on_this_machine_is_allowed_and_explained()
    {
        using var harness = new HarnessRun();
        await using var provider = PretendProvider.Listen();
        var (_, error) = await DanceProbe.RunAsync(
            harness,
            (dance, _) =>
            {
                Assert.That(dance.Provider.Allow, Is.EqualTo(Insecure.LoopbackHttp));
                return Task.CompletedTask;
            },
            [provider.Issuer, .. Client, "--explain"]);
        Assert.That(error, Does.Contain("Insecure.LoopbackHttp"));
    }

    [Test]
    public async Task Fields_and_options_replace_values_of_a_preset()
    {
        using var harness = new HarnessRun();
        var (code, error) = await DanceProbe.RunAsync(
            harness,
            (dance, _) =>
            {
                var provider = (OAuth2Provider)dance.Provider;
                Assert.That(provider.TokenEndpoint, Is.EqualTo("https://git.example/oauth/token"));
                Assert.That(provider.AuthorizationEndpoint, Is.EqualTo("https://other.example/authorize"));
                Assert.That(provider.ApiBaseUrl, Is.EqualTo("https://api.example/v9"));
                Assert.That(provider.Scopes, Is.EqualTo(new[] { "a", "b" }));
                return Task.CompletedTask;
            },
            "gitlab", "--client-id", "me", "--option", "host=git.example", "--scope", "a b",
            "--field", "authorization_endpoint=https://other.example/authorize", "--api", "https://api.example/v9");
        Assert.That(code, Is.Zero, error);
    }

    [Test]
    public async Task Fields_alone_are_a_provider()
    {
        using var harness = new HarnessRun();
        var (code, error) = await DanceProbe.RunAsync(
            harness,
            (dance, _) =>
            {
                Assert.That(((OAuth1Provider)dance.Provider).Realm, Is.EqualTo("photos"));
                return Task.CompletedTask;
            },
            "--client-id", "me", "--field", "realm=photos", "--field", "token_endpoint=https://a.example/t",
            "--field", "authorization_endpoint=https://a.example/a",
            "--field", "temporary_credential_endpoint=https://a.example/r");
        Assert.That(code, Is.Zero, error);
    }

    [TestCase("sqlite:/nowhere/at/all.db", ExitCode.StoreFailed)]
    [TestCase("postgresql:Host=127.0.0.1;Port=1;Username=me;Password=hunter2", ExitCode.StoreFailed)]
    [TestCase("postgresql:Hostage=hunter2", ExitCode.StoreFailed)]
    [TestCase("redis:127.0.0.1:1,password=hunter2,connectTimeout=500", ExitCode.StoreFailed)]
    [TestCase("redis:env:NOT_SET_AT_ALL", ExitCode.WrongUse)]
    [TestCase("files:/proc/nowhere", ExitCode.StoreFailed)]
    public async Task A_store_that_is_away_is_one_line_without_its_password(string store, int exitCode)
    {
        using var harness = new HarnessRun();
        var (code, error) = await DanceProbe.RunAsync(
            harness, (_, _) => Task.CompletedTask, "github", "--client-id", "me", "--quiet", "--store", store);
        Assert.That((code, error.Split('\n').Length), Is.EqualTo((exitCode, 1)), error);
        Assert.That(error, Does.Not.Contain("hunter2"));
    }

    [TestCase("gihub", "Did you mean github?")]
    [TestCase("zebra-finch", "'providers' lists the presets")]
    [TestCase("http://login.example", "https")]
    [TestCase("github --option host=x", "option")]
    [TestCase("github --field colour=red", "'colour'")]
    [TestCase("github --field client_secret=x", "--client-secret")]
    [TestCase("github --profile other", "not both")]
    [TestCase("--profile other", "There is no profile 'other'")]
    [TestCase("", "Give PROVIDER")]
    public async Task Wrong_arguments_are_one_line_that_says_what_to_do(string args, string message)
    {
        using var harness = new HarnessRun();
        var (code, error) = await DanceProbe.RunAsync(
            harness,
            (_, _) => Task.CompletedTask,
            ["--client-id", "me", .. args.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.That((code, error.Split('\n').Length), Is.EqualTo((ExitCode.WrongUse, 1)), error);
        Assert.That(error, Does.Contain(message));
    }

    private static async Task<string> FindPlaceAsync(HarnessRun harness, string store) => store switch
    {
        "files:FOLDER" => $"files:{harness.PathOf("elsewhere")}",
        "sqlite" => $"sqlite:{harness.PathOf("tokens.db")}",
        "postgresql" => "postgresql:" + (await PostgresPeer.GetAsync()).CreateConnectionString("harness_profiles"),
        "redis" => "redis:" + (await RedisPeer.GetAsync(RedisMode.Standalone)).Machines[0].Configuration,
        _ => store,
    };
}
