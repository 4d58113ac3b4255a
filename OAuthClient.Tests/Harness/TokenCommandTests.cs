using OAuthClient.Testing;
using OAuthHarness;

namespace OAuthClient.Tests.Harness;

/// <summary>The commands that get, print and end tokens: <c>token</c>, <c>refresh</c>, <c>introspect</c>, …</summary>
public class TokenCommandTests
{
    private static readonly (string Flag, string Pattern)[] Formats =
    [
        ("--bare", @"^\S{20,}\n$"),
        ("--header", @"^Authorization: Bearer \S{20,}\n$"),
        ("--json", """(?s)^\{.*"access_token": "\*\*\*".*"refresh_token": "\*\*\*".*\}\n$"""),
        ("--quiet", @"(?s)^profile +me\n.*access_token +\*\*\*\n"),
    ];

    [Test]
    public async Task The_stored_token_is_printed_in_the_format_that_was_asked_for(
        [ValueSource(nameof(Formats))] (string Flag, string Pattern) format)
    {
        await using var login = await HarnessLogin.CreateAsync();
        Assert.That(await login.Run.PrintAsync("token", format.Flag), Does.Match(format.Pattern));
    }

    [Test]
    public async Task Secrets_are_shown_in_full_only_on_request()
    {
        await using var login = await HarnessLogin.CreateAsync();
        var bare = await login.Run.PrintAsync("token", "--bare");
        var masked = await login.Run.ReadJsonAsync("token");
        var shown = await login.Run.ReadJsonAsync("token", "--show-secrets");
        Assert.That((string?)masked["access_token"], Is.EqualTo("***"));
        Assert.That((string?)shown["access_token"], Is.EqualTo(bare.Trim()));
    }

    [TestCase("client-credentials")]
    [TestCase("jwt-bearer --assertion e30.e30.c2ln")]
    [TestCase("password --username anna --password @PASSWORD --insecure-password-login")]
    [TestCase("exchange --audience billing --subject-token @TOKEN")]
    public async Task A_token_comes_by_a_grant(string words)
    {
        await using var login = new HarnessLogin();
        login.Provider.AcceptsPasswords = true;
        login.Provider.TrustAssertion("e30.e30.c2ln");
        var subject = await login.Run.PrintAsync(["token", "client-credentials", .. login.Client, "--bare"]);
        var files = new Dictionary<string, string>
        {
            ["@PASSWORD"] = PretendProvider.UserPassword,
            ["@TOKEN"] = subject,
        };
        var grant = words.Split(' ').Select(word => files.TryGetValue(word, out var text) ? login.Save(text) : word);
        var token = await login.Run.PrintAsync(["token", .. grant, .. login.Client, "--bare"]);
        Assert.That(token, Does.Match(@"^\S{20,}\n$"));
    }

    [Test]
    public async Task The_password_grant_wants_to_be_accepted_by_name()
    {
        await using var login = new HarnessLogin();
        var result = await login.Run.RunAsync(
            ["token", "password", "--username", "anna", "--password", "x", .. login.Client]);
        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.WrongUse), result.ToString());
        Assert.That(result.Messages, Does.Contain("--insecure-password-login"));
        Assert.That(login.Provider.Requests, Is.Empty);
    }

    [Test]
    public async Task A_refresh_replaces_the_stored_token()
    {
        await using var login = await HarnessLogin.CreateAsync();
        var before = await login.Run.PrintAsync("token", "--bare");
        var after = await login.Run.PrintAsync("refresh", "--bare");
        Assert.That(after, Is.Not.EqualTo(before));
        Assert.That(await login.Run.PrintAsync("token", "--bare"), Is.EqualTo(after));
    }

    [Test]
    public async Task Introspection_prints_what_the_provider_says_as_JSON()
    {
        await using var login = await HarnessLogin.CreateAsync();
        Assert.That((bool?)(await login.Run.ReadJsonAsync("introspect"))["active"], Is.True);
        var unknown = await login.Run.ReadJsonAsync("introspect", "--token", "unknown");
        Assert.That((bool?)unknown["active"], Is.False);
    }

    [TestCase("logout")]
    [TestCase("revoke")]
    public async Task A_token_that_was_ended_is_gone_here_and_at_the_provider(string command)
    {
        await using var login = await HarnessLogin.CreateAsync();
        var token = await login.Run.PrintAsync("token", "--bare");
        await login.Run.PrintAsync(command);
        var result = await login.Run.RunAsync("token");
        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.LoginNeeded), result.ToString());
        var state = await login.Run.ReadJsonAsync("introspect", "--token", token.Trim());
        Assert.That((bool?)state["active"], Is.False);
    }

    [Test]
    public async Task A_token_that_is_not_stored_is_revoked_without_touching_the_stored_one()
    {
        await using var login = await HarnessLogin.CreateAsync();
        var other = (await login.Run.PrintAsync("token", "client-credentials", "--bare")).Trim();
        await login.Run.PrintAsync("revoke", "--token", other);
        Assert.That((bool?)(await login.Run.ReadJsonAsync("introspect", "--token", other))["active"], Is.False);
        Assert.That((bool?)(await login.Run.ReadJsonAsync("introspect"))["active"], Is.True);
    }

    [TestCase("token", ExitCode.LoginNeeded)]
    [TestCase("refresh", ExitCode.LoginNeeded)]
    [TestCase("introspect", ExitCode.LoginNeeded)]
    [TestCase("revoke", ExitCode.LoginNeeded)]
    [TestCase("call GET me", ExitCode.LoginNeeded)]
    [TestCase("logout", ExitCode.Success)]
    public async Task Without_a_token_each_command_ends_by_rule(string words, int exitCode)
    {
        await using var login = await HarnessLogin.CreateAsync();
        await login.Run.PrintAsync("logout");
        var result = await login.Run.RunAsync(words.Split(' '));
        Assert.That(result.ExitCode, Is.EqualTo(exitCode), result.ToString());
        Assert.That(result.Data, Is.Empty);
    }

    [Test]
    public async Task A_provider_that_is_away_is_an_exit_code_of_its_own()
    {
        await using var login = await HarnessLogin.CreateAsync();
        var result = await login.Run.RunAsync("refresh", "--profile", "me", "--field", "token_endpoint=http://127.0.0.1:1/token");
        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Unreachable), result.ToString());
        Assert.That(result.Messages.Trim().Split('\n'), Has.Length.EqualTo(1), result.Messages);
    }

    [Test]
    public async Task Tokens_whose_key_is_gone_are_told_of_and_get_no_second_key()
    {
        await using var login = await HarnessLogin.CreateAsync();
        var key = Path.Combine(login.Run.Home, "key");
        File.Delete(key);
        var result = await login.Run.RunAsync("token");
        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.StoreFailed), result.ToString());
        Assert.That(result.Messages, Does.Contain("tokens"));
        Assert.That(File.Exists(key), Is.False);
    }
}
