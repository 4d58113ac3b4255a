using System.Net;
using OAuthClient.Testing;
using OAuthHarness;

namespace OAuthClient.Tests.Harness;

/// <summary>The command <c>call</c>.</summary>
public class CallCommandTests
{
    [TestCase("me")]
    [TestCase("/me")]
    [TestCase("BASE/me")]
    public async Task A_call_prints_the_body_of_the_answer(string url)
    {
        await using var login = await HarnessLogin.CreateAsync();
        var body = await login.Run.PrintAsync(
            "call", "get", url.Replace("BASE/", login.Provider.OAuth2.ApiBaseUrl, StringComparison.Ordinal));
        Assert.That(body, Does.Contain("\"anna\""));
    }

    [Test]
    public async Task The_token_goes_to_no_other_host()
    {
        await using var login = await HarnessLogin.CreateAsync();
        await using var other = PretendProvider.Listen();
        var result = await login.Run.RunAsync("call", "GET", $"{other.BaseUrl}/me");
        Assert.That(result.ExitCode, Is.Not.Zero, result.ToString());
        Assert.That(other.Requests.Select(request => request.Authorization), Is.All.Null);
    }

    [Test]
    public async Task A_body_is_sent_as_given_and_JSON_is_recognized()
    {
        await using var login = await HarnessLogin.CreateAsync();
        PretendRequest? seen = null;
        login.Provider.ApiAnswer = request =>
        {
            seen = request;
            return new(HttpStatusCode.OK) { Content = new StringContent("done") };
        };
        await login.Run.PrintAsync("call", "POST", "notes", "--data", """{"a":"ü & ' \""}""");
        Assert.That(seen!.ContentType, Is.EqualTo("application/json"));
        Assert.That(seen.Body, Is.EqualTo("""{"a":"ü & ' \""}"""));
    }

    [Test]
    public async Task An_answer_that_is_no_success_is_printed_and_is_an_exit_code()
    {
        await using var login = await HarnessLogin.CreateAsync();
        login.Provider.ApiAnswer = _ => new(HttpStatusCode.NotFound) { Content = new StringContent("no such thing") };
        var result = await login.Run.RunAsync("call", "GET", "thing");
        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.ProviderFailed));
        Assert.That(result.Data, Does.Contain("no such thing"));
        Assert.That(result.Messages, Does.Contain("404"));
    }

    [Test]
    public async Task A_body_cannot_command_the_terminal()
    {
        await using var login = await HarnessLogin.CreateAsync();
        login.Provider.ApiAnswer = _ => new(HttpStatusCode.OK) { Content = new StringContent("a\u001b[2Jb\nc") };
        Assert.That(await login.Run.PrintAsync("call", "GET", "x"), Is.EqualTo("a\ufffd[2Jb\nc\n"));
    }

    [Test]
    public async Task The_curl_command_of_a_call_holds_no_secret_and_sends_nothing()
    {
        await using var login = await HarnessLogin.CreateAsync();
        var token = (await login.Run.PrintAsync("token", "--bare")).Trim();
        var before = login.Provider.Requests.Count;
        var curl = await login.Run.PrintAsync("call", "POST", "me", "--curl", "--data", "it's", "-H", "X-Note: a: b");
        Assert.That(curl, Does.Not.Contain(token).And.Contain("$(oauth-harness token --header --profile 'me'"));
        Assert.That(curl, Does.Contain(@"'it'\''s'").And.Contain("'X-Note: a: b'"));
        Assert.That(login.Provider.Requests, Has.Count.EqualTo(before));
    }

    [Test]
    public async Task The_curl_command_calls_the_API_when_a_shell_runs_it()
    {
        await using var login = await HarnessLogin.CreateAsync();
        var curl = await login.Run.PrintAsync("call", "GET", "me", "--curl", "--show-secrets");
        var output = await Command.RunAsync(login.Run.Home, "bash", "-c", curl.Replace("curl ", "curl -s ", StringComparison.Ordinal));
        Assert.That(output, Does.Contain("\"anna\""));
    }

    [TestCase("--account work", "--account 'work'")]
    [TestCase("--user ben", "--user 'ben'")]
    [TestCase("--application", "token client-credentials --header")]
    public async Task The_curl_command_asks_for_the_token_of_the_very_call(string words, string expected)
    {
        await using var login = await HarnessLogin.CreateAsync();
        if (words != "--application")
            await login.LogInAsync(["--profile", "me", .. words.Split(' ')]);
        var curl = await login.Run.PrintAsync(["call", "GET", "me", "--curl", .. words.Split(' ')]);
        Assert.That(curl, Does.Contain(expected));
    }

    [TestCase("GE T", "me")]
    [TestCase("GET", "//other.example/x")]
    [TestCase("GET", "ftp://other.example/x")]
    [TestCase("GET", "file:///etc/passwd")]
    [TestCase("GET", "http://[::1")]
    [TestCase("GET", "")]
    [TestCase("GET", "a b")]
    [TestCase("GET", "me", "-H", "X-A: b\r\nX-C: d")]
    [TestCase("GET", "me", "-H", "Authorization: Bearer x")]
    [TestCase("GET", "me", "-H", "Bad Header: x")]
    [TestCase("POST", "me", "--data", "a", "--content-type", "bad type;;")]
    [TestCase("POST", "me", "--data", "a", "--form", "b=c")]
    public async Task A_call_that_makes_no_sense_is_one_line_and_sends_nothing(params string[] words)
    {
        await using var login = await HarnessLogin.CreateAsync();
        var before = login.Provider.Requests.Count;
        var result = await login.Run.RunAsync(["call", .. words]);
        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.WrongUse), result.ToString());
        Assert.That(result.Messages.Trim().Split('\n'), Has.Length.EqualTo(1), result.Messages);
        Assert.That(login.Provider.Requests, Has.Count.EqualTo(before));
    }

    [Test]
    public async Task A_file_of_a_body_is_the_body_and_no_further_arguments()
    {
        await using var login = await HarnessLogin.CreateAsync();
        await using var other = PretendProvider.Listen();
        PretendRequest? seen = null;
        login.Provider.ApiAnswer = request =>
        {
            seen = request;
            return new(HttpStatusCode.OK) { Content = new StringContent("done") };
        };
        var body = $"hello\n--api\n{other.BaseUrl}/";
        await login.Run.PrintAsync("call", "POST", "notes", "--data", login.Save(body));
        Assert.That(seen!.Body, Is.EqualTo(body));
        Assert.That(other.Requests, Is.Empty);
    }

    [Test]
    public async Task An_API_that_is_away_is_one_line_and_an_exit_code()
    {
        await using var login = await HarnessLogin.CreateAsync();
        var result = await login.Run.RunAsync("call", "GET", "http://127.0.0.1:1/x", "--api", "http://127.0.0.1:1/");
        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Unreachable), result.ToString());
        Assert.That(result.Messages.Trim().Split('\n'), Has.Length.EqualTo(1), result.Messages);
    }
}
