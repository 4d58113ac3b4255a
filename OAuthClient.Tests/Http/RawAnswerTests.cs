using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace OAuthClient.Tests.Http;

/// <summary>
/// Token endpoints that send invalid HTTP. Each answer leads to an outcome, and no exception of the HTTP stack reaches
/// the caller.
/// </summary>
public class RawAnswerTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\n";
    private const string Token = """{"access_token":"at","oauth_token":"at","oauth_token_secret":"ats"}""";

    /// <summary>
    /// The expected error of a login. The error's texts must contain <c>Message</c> and <c>Excerpt</c>.
    /// </summary>
    public sealed record Expected(string Code, int? Status = null, string Message = "", string? Excerpt = null);

    [TestCaseSource(nameof(BrokenAnswers))]
    public async Task A_broken_answer_is_an_outcome(string response, Expected expected)
    {
        foreach (var protocol in Enum.GetValues<Protocol>())
        {
            await using var server = new RawServer(RawServer.RespondAndClose(response));
            await using var setup = new RawServerSetup(protocol, $"{server.Url}/token?key=of-the-query");
            var outcome = await setup.LoginAsync("42");
            var error = outcome.Error!;
            using (Assert.EnterMultipleScope())
            {
                Assert.That(
                    (outcome.Kind, error.Code, error.Status),
                    Is.EqualTo((OAuthOutcomeKind.ProviderFailed, expected.Code, expected.Status)),
                    $"{error}");
                Assert.That(error.Endpoint, Is.EqualTo($"{server.Url}/token"));
                Assert.That(error.Message, Does.Contain(expected.Message));
                Assert.That(error.Hint, Is.Not.Null);
                Assert.That(error.Excerpt, expected.Excerpt is null ? Is.Null : Does.Contain(expected.Excerpt));
                Assert.That((server.Requests.Count, setup.StoredTokenCount), Is.EqualTo((1, 0)));
            }
        }
    }

    [TestCaseSource(nameof(OddAnswers))]
    public async Task An_odd_answer_is_still_an_answer(string response)
    {
        foreach (var protocol in Enum.GetValues<Protocol>())
        {
            await using var server = new RawServer(RawServer.RespondAndClose(response));
            await using var setup = new RawServerSetup(protocol, $"{server.Url}/token");
            var outcome = await setup.LoginAsync("42");
            Assert.That(outcome.IsStored, Is.True, $"{outcome.Error}");
        }
    }

    [TestCase("", TestName = "No answer at all")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Le", TestName = "Headers that never end")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{", TestName = "A body that never ends")]
    public async Task The_deadline_ends_an_answer_that_never_completes(string response)
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync(response);
            await connection.WaitForRequestAsync();
        });
        await using var setup = new RawServerSetup(Protocol.OAuth2, $"{server.Url}/token");
        var outcome = await setup.LoginAsync("42", time =>
        {
            ((FakeTimeProvider)time).Advance(TimeSpan.FromSeconds(10));
            return Task.CompletedTask;
        });
        Assert.That(
            (outcome.Error?.Code, outcome.Error?.Message),
            Is.EqualTo((OAuthErrorCode.EndpointTimeout, "The endpoint did not answer within 10 seconds.")));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_connection_that_is_reset_is_an_outcome(bool afterHeaders)
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            if (afterHeaders)
                await connection.SendAsync(Ok + "Content-Length: 1000\r\n\r\n");
            connection.Reset();
        });
        await using var setup = new RawServerSetup(Protocol.OAuth2, $"{server.Url}/token");
        var error = (await setup.LoginAsync("42")).Error!;
        // Headers that the server sent before the connection reset may or may not arrive.
        Assert.That(
            error.Code,
            afterHeaders
                ? Is.AnyOf(OAuthErrorCode.AnswerUnreadable, OAuthErrorCode.EndpointUnreachable)
                : Is.EqualTo(OAuthErrorCode.EndpointUnreachable));
    }

    [Test]
    public async Task A_server_that_does_not_speak_TLS_is_an_outcome()
    {
        await using var server = new RawServer(connection => connection.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"));
        await using var setup = new RawServerSetup(
            Protocol.OAuth2, server.Url.Replace("http:", "https:", StringComparison.Ordinal));
        var error = (await setup.LoginAsync("42")).Error!;
        Assert.That(
            (error.Code, error.Message),
            Is.EqualTo((OAuthErrorCode.EndpointUnreachable, "The endpoint could not be reached: TLS failed.")));
        Assert.That(error.Hint, Does.Contain("certificate"));
    }

    private static IEnumerable<TestCaseData> BrokenAnswers()
    {
        TestCaseData Row(string name, string response, Expected expected) =>
            new TestCaseData(response, expected).SetArgDisplayNames(name);
        var cutOff = new Expected("answer_unreadable", 200, "breaks off before its end", "***");
        yield return Row("closed without an answer", "", new("endpoint_unreachable", Message: "closed the connection"));
        yield return Row("closed in the headers", Ok + "Content-Type: applica", new("endpoint_unreachable"));
        yield return Row("closed in the body", $"{Ok}Content-Length: 1000\r\n\r\n{Token}", cutOff);
        yield return Row("closed in a chunk", $"{Ok}Transfer-Encoding: chunked\r\n\r\n1000\r\n{Token}", cutOff);
        yield return Row(
            "closed before the last chunk",
            $"{Ok}Transfer-Encoding: chunked\r\n\r\n{Token.Length:x}\r\n{Token}\r\n",
            cutOff);
        yield return Row(
            "an invalid chunk",
            $"{Ok}Transfer-Encoding: chunked\r\n\r\n{Token.Length:x}\r\n{Token}\r\nmore to come\r\n",
            cutOff with { Excerpt = "" });
        yield return Row(
            "a chunk of impossible size",
            $"{Ok}Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
            cutOff with { Excerpt = "(empty)" });
        yield return Row(
            "an error that is cut off",
            $"HTTP/1.1 400 No\r\nContent-Length: 1000\r\n\r\nerror=invalid_gr",
            new("endpoint_http", 400, Excerpt: "error=invalid_gr"));
        yield return Row(
            "a length shorter than the body",
            $"{Ok}Content-Length: 20\r\n\r\n{Token}",
            new("answer_unreadable", 200, "breaks off or is not JSON", "***"));
        yield return Row(
            "two lengths",
            $"{Ok}Content-Length: 20\r\nContent-Length: 30\r\n\r\n{Token}",
            new("answer_unreadable", 200, "breaks off", "***"));
        yield return Row(
            "a compressed body",
            $"{Ok}Content-Encoding: gzip\r\n\r\n{Gzip(Token)}",
            new("answer_unreadable", 200, "is compressed, which was not asked for", ""));
        yield return Row(
            "a body in UTF-16",
            $"{Ok}\r\n{Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(Token))}",
            new("answer_unreadable", 200, "", ""));
        yield return Row(
            "a header without a colon", $"{Ok}junk\r\n\r\n{Token}", new("answer_unreadable", Message: "not HTTP"));
        yield return Row(
            "a header without a name", $"{Ok}: junk\r\n\r\n{Token}", new("answer_unreadable", Message: "not HTTP"));
        yield return Row(
            "a header with a blank in its name",
            $"{Ok}ju nk: 1\r\n\r\n{Token}",
            new("answer_unreadable", Message: "not HTTP"));
        yield return Row(
            "headers that are too long",
            $"{Ok}{string.Concat(Enumerable.Repeat($"X-Much: {new string('x', 1000)}\r\n", 100))}\r\n{Token}",
            new("answer_too_large", Message: "headers"));
        yield return Row(
            "a body that is too long",
            $"{Ok}\r\n{new string('a', 1024 * 1024 + 1)}",
            new("answer_too_large", 200, "larger than 1048576"));
        yield return Row("another protocol", "SSH-2.0-OpenSSH_9.9\r\n", new("answer_unreadable", Message: "not HTTP"));
        yield return Row("no protocol", Token + "\r\n\r\n", new("answer_unreadable", Message: "not HTTP"));
        yield return Row(
            "only null characters", new string('\0', 100) + "\r\n\r\n", new("answer_unreadable", Message: "not HTTP"));
        yield return Row(
            "a status that is no number", "HTTP/1.1 abc OK\r\n\r\n", new("answer_unreadable", Message: "not HTTP"));
        yield return Row(
            "an undefined status",
            $"HTTP/1.1 999 Odd\r\nContent-Length: {Token.Length}\r\n\r\n{Token}",
            new("endpoint_http", 999, Excerpt: "***"));
        yield return Row(
            "switching protocols",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
            new("answer_unreadable", 101, "is empty", "(empty)"));
        yield return Row(
            "a redirect without a location",
            "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
            new("endpoint_redirected", 302));
        yield return Row("not modified", "HTTP/1.1 304 Not Modified\r\n\r\n", new("endpoint_redirected", 304));
        yield return Row(
            "no content", "HTTP/1.1 204 No Content\r\n\r\n", new("answer_unreadable", 204, "is empty", "(empty)"));
    }

    private static IEnumerable<TestCaseData> OddAnswers()
    {
        TestCaseData Row(string name, string response) => new TestCaseData(response).SetArgDisplayNames(name);
        yield return Row("HTTP 1.0, ended by closing", $"HTTP/1.0 200 OK\r\n\r\n{Token}");
        yield return Row(
            "an unknown content encoding of plain text",
            $"{Ok}Content-Encoding: zstd, br\r\nContent-Length: {Token.Length}\r\n\r\n{Token}");
        yield return Row(
            "gzip encoding of plain text",
            $"{Ok}Content-Encoding: gzip\r\nContent-Length: {Token.Length}\r\n\r\n{Token}");
        yield return Row(
            "an unknown charset",
            $"{Ok}Content-Type: application/json; charset=klingon\r\nContent-Length: {Token.Length}\r\n\r\n{Token}");
        yield return Row(
            "an invalid content type",
            $"{Ok}Content-Type: ;;;=\"\r\nContent-Length: {Token.Length}\r\n\r\n{Token}");
        yield return Row(
            "invalid headers",
            $"{Ok}Date: yesterday\r\nRetry-After: ?\r\nWWW-Authenticate: =\r\nSet-Cookie: \u00ff\u0001\r\n"
            + $"Location: ::\r\nExpires: 0\r\nX: \r\nContent-Length: {Token.Length}\r\n\r\n{Token}");
        yield return Row("no reason phrase", $"HTTP/1.1 200\r\nContent-Length: {Token.Length}\r\n\r\n{Token}");
        yield return Row(
            "created",
            $"HTTP/1.1 201 Created\r\nLocation: /elsewhere\r\nContent-Length: {Token.Length}\r\n\r\n{Token}");
        yield return Row(
            "informational answers before the answer",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
            + $"{Ok}Content-Length: {Token.Length}\r\n\r\n{Token}");
        yield return Row(
            "chunks with extensions and a trailer",
            $"{Ok}Transfer-Encoding: chunked\r\n\r\n1;a=b\r\n{Token[..1]}\r\n"
            + $"{Token.Length - 1:x}\r\n{Token[1..]}\r\n0\r\nX: 1\r\n\r\n");
        yield return Row("the largest answer", $"{Ok}\r\n{Token}{new string(' ', 1024 * 1024 - Token.Length)}");
    }

    private static string Gzip(string text)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Optimal))
            zip.Write(Encoding.UTF8.GetBytes(text));
        return Encoding.Latin1.GetString(zipped.ToArray());
    }
}
