namespace OAuthClient.Tests.Native;

/// <summary>
/// Requests to the listener, as raw text: which of them is a callback, and how the others are answered.
/// </summary>
public class ListenerRequestTests
{
    private const string Host = "Host: 127.0.0.1:PORT";

    private static IEnumerable<TestCaseData> Refused()
    {
        yield return Row("a favicon", $"GET /favicon.ico HTTP/1.1\r\n{Host}", 404);
        yield return Row("a scanner", $"GET /.env HTTP/1.1\r\n{Host}", 404);
        yield return Row("a path below", $"GET /callback/more?code=c HTTP/1.1\r\n{Host}", 404);
        yield return Row("a path in other letters", $"GET /Callback?code=c HTTP/1.1\r\n{Host}", 404);
        yield return Row("a path with a slash more", $"GET //callback?code=c HTTP/1.1\r\n{Host}", 404);
        yield return Row("a path with dots", $"GET /x/../callback?code=c HTTP/1.1\r\n{Host}", 404);
        yield return Row("HEAD", $"HEAD /callback?code=c HTTP/1.1\r\n{Host}", 405);
        yield return Row("OPTIONS", $"OPTIONS /callback?code=c HTTP/1.1\r\n{Host}", 405);
        yield return Row("POST", $"POST /callback?code=c HTTP/1.1\r\n{Host}\r\nContent-Length: 0", 405);
        yield return Row("a host of another name", "GET /callback?code=c HTTP/1.1\r\nHost: evil.example", 421);
        yield return Row("another name of this machine", "GET /callback?code=c HTTP/1.1\r\nHost: localhost:PORT", 421);
        yield return Row("the host without its port", "GET /callback?code=c HTTP/1.1\r\nHost: 127.0.0.1", 421);
        yield return Row("no host", "GET /callback?code=c HTTP/1.1\r\nAccept: */*", 400);
        yield return Row("two hosts", $"GET /callback?code=c HTTP/1.1\r\n{Host}\r\nHost: evil.example", 400);
        yield return Row("an address for a proxy", $"GET http://127.0.0.1:PORT/callback HTTP/1.1\r\n{Host}", 400);
        yield return Row("a tunnel", $"CONNECT evil.example:443 HTTP/1.1\r\n{Host}", 400);
        yield return Row("HTTP/2", $"GET /callback?code=c HTTP/2.0\r\n{Host}", 400);
        yield return Row("a header without a colon", $"GET /callback?code=c HTTP/1.1\r\n{Host}\r\nnothing", 400);
        yield return Row("a header over two lines", $"GET /callback?code=c HTTP/1.1\r\n{Host}\r\nA: b\r\n c", 400);
        yield return Row("a space before the colon", $"GET /callback?code=c HTTP/1.1\r\n{Host}\r\nA : b", 400);
        yield return Row("words that are no HTTP", "SSH-2.0-OpenSSH_9.9", 400);
        yield return Row("TLS", "\u0016\u0003\u0001\u0002", 400);
        yield return Row("huge headers", $"GET /callback?code=c HTTP/1.1\r\n{Host}\r\nA: {new string('a', 70_000)}", 431);
    }

    private static IEnumerable<TestCaseData> RefusedForms()
    {
        const string Form = "Content-Type: application/x-www-form-urlencoded";
        yield return Row("GET", $"GET /callback?code=c HTTP/1.1\r\n{Host}", 405);
        yield return Row("a body that is no form", $"POST /callback HTTP/1.1\r\n{Host}\r\nContent-Length: 0", 415);
        yield return Row("a huge body", $"POST /callback HTTP/1.1\r\n{Host}\r\n{Form}\r\nContent-Length: 99999999", 413);
        yield return Row("a length below nothing", $"POST /callback HTTP/1.1\r\n{Host}\r\n{Form}\r\nContent-Length: -1", 400);
        yield return Row(
            "two lengths", $"POST /callback HTTP/1.1\r\n{Host}\r\n{Form}\r\nContent-Length: 1\r\nContent-Length: 2", 400);
        yield return Row("chunks", $"POST /callback HTTP/1.1\r\n{Host}\r\n{Form}\r\nTransfer-Encoding: chunked", 411);
    }

    [TestCaseSource(nameof(Refused))]
    public async Task T69_What_is_no_callback_gets_an_error_and_the_login_does_not_learn_of_it(
        string request, int status)
    {
        await using var setup = new ListenerSetup();
        var answer = await setup.ExchangeAsync(Complete(request, setup.Port));
        Assert.That(answer, Does.StartWith($"HTTP/1.1 {status} "));
        Assert.That(setup.Callbacks, Is.Zero);
    }

    [TestCaseSource(nameof(RefusedForms))]
    public async Task T69_What_is_no_posted_form_gets_an_error_where_the_callback_is_one(string request, int status)
    {
        await using var setup = new ListenerSetup(takesForms: true);
        var answer = await setup.ExchangeAsync(Complete(request, setup.Port));
        Assert.That(answer, Does.StartWith($"HTTP/1.1 {status} "));
        Assert.That(setup.Callbacks, Is.Zero);
    }

    [Test]
    public async Task A_callback_is_answered_and_the_connection_closed_behind_the_answer()
    {
        await using var setup = new ListenerSetup();
        var answer = await setup.ExchangeAsync(setup.Get("/callback?code=a%20b&state=s"));
        Assert.That(answer, Does.StartWith("HTTP/1.1 200 OK\r\n").And.EndWith("got /callback?code=a%20b&state=s "));
        Assert.That(answer, Does.Contain("Connection: close").And.Contain("Cache-Control: no-store"));
    }

    [TestCase("")]
    [TestCase("Expect: 100-continue\r\n")]
    public async Task A_posted_form_is_read_however_slowly_it_comes(string expect)
    {
        await using var setup = new ListenerSetup(takesForms: true);
        using var client = await setup.ConnectAsync();
        var head = $"POST /callback HTTP/1.1\r\nHost: 127.0.0.1:{setup.Port}\r\n{expect}"
            + "Content-Type: application/x-www-form-urlencoded; charset=utf-8\r\nContent-Length: 6\r\n\r\n";
        foreach (var letter in head + "code=c")
            await client.SendAsync(new[] { (byte)letter });
        var answer = await ListenerSetup.ReadAsync(client);
        Assert.That(answer, Does.EndWith("got /callback code=c"));
        Assert.That(answer.Contains("100 Continue", StringComparison.Ordinal), Is.EqualTo(expect.Length > 0));
    }

    [Test]
    public async Task The_answer_to_HEAD_has_no_body()
    {
        await using var setup = new ListenerSetup();
        var answer = await setup.ExchangeAsync(setup.Get().Replace("GET", "HEAD", StringComparison.Ordinal));
        Assert.That(answer, Does.EndWith("\r\n\r\n").And.Contain("Allow: GET"));
    }

    private static string Complete(string request, int port) =>
        request.Replace("PORT", $"{port}", StringComparison.Ordinal) + "\r\n\r\n";

    private static TestCaseData Row(string name, string request, int status) =>
        new TestCaseData(request, status).SetArgDisplayNames(name);
}
