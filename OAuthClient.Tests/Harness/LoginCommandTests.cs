using OAuthClient.Testing;
using OAuthHarness;

namespace OAuthClient.Tests.Harness;

/// <summary>The commands <c>login</c> and <c>device</c>, by the public command line.</summary>
public class LoginCommandTests
{
    [Test]
    public async Task A_login_stores_the_token_and_tells_people_on_stderr_only()
    {
        await using var login = new HarnessLogin();
        var result = await login.LogInAsync([.. login.Client, "--save", "me"]);
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(result.Messages, Does.Contain("Logged in").And.Contain("stored"));
        Assert.That(result.Data, Is.Empty);
    }

    [Test]
    public async Task The_token_of_a_login_is_printed_for_a_script_that_asks_for_it()
    {
        await using var login = new HarnessLogin();
        var result = await login.LogInAsync([.. login.Client, "--save", "me", "--header"]);
        Assert.That(result.Data, Does.Match(@"^Authorization: Bearer \S+\r?\n$"), result.ToString());
    }

    [Test]
    public async Task A_user_who_says_no_is_an_exit_code_of_its_own()
    {
        await using var login = new HarnessLogin();
        var result = await login.LogInAsync([.. login.Client, "--save", "me"], allow: false);
        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Denied), result.ToString());
        Assert.That(result.Messages, Does.Contain("access_denied"));
    }

    [Test]
    public async Task A_login_that_nobody_answers_ends_with_an_exit_code_and_names_what_to_try()
    {
        await using var login = new HarnessLogin();
        var result = await login.Run.RunAsync(
            ["login", .. login.Client, "--save", "me", "--no-browser", "--no-device", "--timeout", "1"]);
        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.TimedOut), result.ToString());
        Assert.That(result.Messages, Does.Contain("login_timeout"));
    }

    [Test]
    public async Task A_device_login_shows_the_address_and_the_code()
    {
        await using var login = new HarnessLogin();
        login.Provider.PollInterval = TimeSpan.FromSeconds(1);
        var process = login.Run.Start(["device", .. login.Client, "--save", "me"]);
        var code = await process.FindAsync(@"\b([A-Z0-9]{4}-[A-Z0-9]{4})\b");
        login.Provider.AllowDevice(code);
        var result = await process.EndAsync();
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(result.Messages, Does.Contain($"{login.Provider.BaseUrl}/device"));
    }

    [Test]
    public async Task Each_account_and_user_of_a_profile_has_a_token_of_its_own()
    {
        await using var login = await HarnessLogin.CreateAsync();
        await login.LogInAsync(["--profile", "me", "--account", "work"]);
        var first = await login.Run.PrintAsync("token", "--bare");
        var second = await login.Run.PrintAsync("token", "--bare", "--account", "work");
        Assert.That(second, Is.Not.EqualTo(first));
        var other = await login.Run.RunAsync("token", "--user", "ben");
        Assert.That(other.ExitCode, Is.EqualTo(ExitCode.LoginNeeded), other.ToString());
        Assert.That(other.Messages, Does.Contain("'ben'").And.Contain("oauth-harness login"));
    }

    [TestCase("abc")]
    [TestCase("0")]
    [TestCase("-5")]
    [TestCase("99999999999")]
    public async Task A_time_that_is_no_number_of_seconds_is_wrong_use(string seconds)
    {
        using var run = new HarnessRun();
        var (code, output, error) = await run.RunAsync("login", "github", "--timeout", seconds);
        Assert.That(code, Is.EqualTo(ExitCode.WrongUse), error);
        Assert.That(output, Is.Empty);
    }

    [Test]
    public async Task A_provider_on_this_machine_is_asked_without_the_proxy()
    {
        await using var login = new HarnessLogin();
        await using var proxy = PretendProvider.Listen();
        var start = HarnessProgram.Start(
            ["token", "client-credentials", .. login.Client, "--home", login.Run.Home, "--store", "memory", "--bare"]);
        start.Environment["http_proxy"] = proxy.BaseUrl;
        Assert.That(await Command.RunAsync(start), Does.Match(@"^\S{20,}\n$"));
        Assert.That(proxy.Requests, Is.Empty);
    }
}
