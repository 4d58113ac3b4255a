using System.Net;
using Microsoft.Extensions.Time.Testing;
using OAuthClient.Discovery;
using OAuthClient.Tests.Http;

namespace OAuthClient.Tests.Discovery;

/// <summary>Documents are fetched over real connections, in order, with limits of size and time.</summary>
public class FetchTests
{
    private const int MaxBytes = 64 * 1024;
    private const string OAuth = "/.well-known/oauth-authorization-server";
    private const string OpenId = "/.well-known/openid-configuration";

    private static readonly DiscoveryOptions Local = new() { Allow = Insecure.LoopbackHttp };

    [TestCase("https://issuer.example", new[] { OAuth, OpenId })]
    [TestCase("https://issuer.example/", new[] { OAuth, OpenId })]
    [TestCase("https://issuer.example/a/b", new[] { $"{OAuth}/a/b", $"{OpenId}/a/b", $"/a/b{OpenId}" })]
    [TestCase("https://issuer.example/a/", new[] { $"{OAuth}/a", $"{OpenId}/a", $"/a{OpenId}" })]
    public async Task The_document_is_looked_for_at_each_address_in_order(string issuer, string[] paths)
    {
        using var stub = new IssuerStub();
        var error = await Failure.OfAsync(new OAuthDiscovery().DiscoverAsync(issuer, stub.Options));
        var urls = paths.Select(path => $"https://issuer.example{path}").ToArray();
        Assert.That(stub.Requests, Is.EqualTo(urls));
        Assert.That(error.Code, Is.EqualTo(OAuthErrorCode.MetadataMissing));
        Assert.That(error.Message, Does.Contain(string.Join(", ", urls)));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public async Task The_first_document_counts_and_no_other_is_asked_for(int place)
    {
        const string Issuer = "https://issuer.example/tenant";
        using var stub = new IssuerStub();
        foreach (var url in WellKnownUrls.Of(Issuer).Skip(place))
            stub.Answer(url, () => IssuerStub.Document(Issuer));
        var provider = await new OAuthDiscovery().DiscoverAsync(Issuer, stub.Options);
        Assert.That(provider.Issuer, Is.EqualTo(Issuer));
        Assert.That(stub.Requests, Has.Count.EqualTo(place + 1));
    }

    [TestCase(400)]
    [TestCase(401)]
    [TestCase(403)]
    [TestCase(404)]
    [TestCase(405)]
    [TestCase(410)]
    public async Task A_refused_request_leads_to_the_next_address(int status)
    {
        using var stub = new IssuerStub();
        stub.Answer($"https://issuer.example{OAuth}", (HttpStatusCode)status)
            .Answer($"https://issuer.example{OpenId}", () => IssuerStub.Document("https://issuer.example"));
        var provider = await new OAuthDiscovery().DiscoverAsync("https://issuer.example", stub.Options);
        Assert.That(provider.TokenEndpoint, Is.EqualTo("https://issuer.example/token"));
    }

    [TestCase(201, OAuthErrorCode.MetadataInvalid)]
    [TestCase(204, OAuthErrorCode.MetadataInvalid)]
    [TestCase(206, OAuthErrorCode.MetadataInvalid)]
    [TestCase(304, OAuthErrorCode.MetadataInvalid)]
    [TestCase(408, OAuthErrorCode.EndpointBusy)]
    [TestCase(425, OAuthErrorCode.EndpointBusy)]
    [TestCase(429, OAuthErrorCode.EndpointBusy)]
    [TestCase(500, OAuthErrorCode.EndpointHttp)]
    [TestCase(502, OAuthErrorCode.EndpointHttp)]
    [TestCase(503, OAuthErrorCode.EndpointBusy)]
    public async Task Another_status_ends_the_discovery(int status, string code)
    {
        using var stub = new IssuerStub();
        stub.Answer($"https://issuer.example{OAuth}", () => new((HttpStatusCode)status)
        {
            Headers = { { "Retry-After", "7" } },
            Content = new StringContent(IssuerStub.Json("https://issuer.example")),
        });
        var error = await Failure.OfAsync(new OAuthDiscovery().DiscoverAsync("https://issuer.example", stub.Options));
        Assert.That(error.Code, Is.EqualTo(code));
        Assert.That(error.Status, Is.EqualTo(status));
        TimeSpan? wait = code == OAuthErrorCode.EndpointBusy ? TimeSpan.FromSeconds(7) : null;
        Assert.That(error.RetryAfter, Is.EqualTo(wait));
        Assert.That(stub.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task T28_A_redirect_of_a_document_is_not_followed(
        [Values(300, 301, 302, 303, 305, 307, 308)] int status, [Values] bool isElsewhere)
    {
        await using var other = new RawServer(RawServer.RespondWithJson("{}"));
        var location = isElsewhere ? $"{other.Url}/secret-place" : "/elsewhere";
        await using var server = new RawServer(
            RawServer.Respond($"HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n"));
        var error = await Failure.OfAsync(new OAuthDiscovery().DiscoverAsync(server.Url, Local));
        Assert.That(error.Code, Is.EqualTo(OAuthErrorCode.EndpointRedirected));
        Assert.That(error.Message, Does.Contain(isElsewhere ? location : $"{server.Url}/elsewhere"));
        Assert.That(server.Requests, Has.Count.EqualTo(1));
        Assert.That(other.Connections, Is.Zero);
    }

    [TestCase(0, null)]
    [TestCase(1, OAuthErrorCode.AnswerTooLarge)]
    public async Task A_document_has_64_KiB_at_most(int excess, string? code)
    {
        RawServer? server = null;
        await using var created = server = new(async connection =>
        {
            await connection.ReadRequestAsync();
            var json = IssuerStub.Json(server!.Url);
            var body = json + new string(' ', MaxBytes - json.Length + excess);
            await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        });
        var call = new OAuthDiscovery().DiscoverAsync(server.Url, Local);
        if (code is null)
            Assert.That((await call).Issuer, Is.EqualTo(server.Url));
        else
            Assert.That((await Failure.OfAsync(call)).Code, Is.EqualTo(code));
    }

    [Test]
    public async Task An_endless_document_is_given_up()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\n\r\n");
            while (true)
                await connection.SendAsync(new string(' ', 4096));
        });
        var error = await Failure.OfAsync(new OAuthDiscovery().DiscoverAsync(server.Url, Local));
        Assert.That(error.Code, Is.EqualTo(OAuthErrorCode.AnswerTooLarge));
    }

    private static IEnumerable<TestCaseData> SlowServers()
    {
        yield return Row("no answer", "");
        yield return Row("half a header", "HTTP/1.1 200 OK\r\nContent-");
        yield return Row("headers alone", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
        yield return Row("half a document", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"issuer\":");
    }

    [TestCaseSource(nameof(SlowServers))]
    public async Task A_slow_document_is_given_up_at_the_deadline(string sent)
    {
        var time = new FakeTimeProvider();
        var asked = new TaskCompletionSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync(sent);
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, connection.Stopping);
        });
        var call = new OAuthDiscovery(time).DiscoverAsync(server.Url, Local with { Timeout = TimeSpan.FromSeconds(3) });
        await asked.Task;
        time.Advance(TimeSpan.FromSeconds(3));
        var error = await Failure.OfAsync(call);
        Assert.That(error.Code, Is.EqualTo(OAuthErrorCode.EndpointTimeout));
        Assert.That(error.Message, Does.Contain("3 seconds"));
        Assert.That(error.Hint, Does.Contain("Timeout of DiscoveryOptions"));
    }

    [Test]
    public async Task The_deadline_is_that_of_all_documents_together()
    {
        var time = new FakeTimeProvider();
        await using var server = new RawServer(
            async connection =>
            {
                await connection.ReadRequestAsync();
                time.Advance(TimeSpan.FromSeconds(6));
                await connection.SendAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            },
            async connection =>
            {
                await connection.ReadRequestAsync();
                time.Advance(TimeSpan.FromSeconds(6));
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, connection.Stopping);
            });
        var error = await Failure.OfAsync(new OAuthDiscovery(time).DiscoverAsync(server.Url, Local));
        Assert.That(error.Code, Is.EqualTo(OAuthErrorCode.EndpointTimeout));
    }

    [Test]
    public async Task A_host_is_resolved_once_for_a_document_and_a_second_answer_of_DNS_is_not_used()
    {
        var answers = new Queue<string>(["127.0.0.1", "10.0.0.1", "169.254.169.254"]);
        RawServer? server = null;
        await using var created = server = new(async connection =>
            await RawServer.RespondWithJson(IssuerStub.Json(OnLocalhost(server!)))(connection));
        var options = Local with
        {
            Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(answers.Dequeue())]),
        };
        var provider = await new OAuthDiscovery().DiscoverAsync(OnLocalhost(server), options);
        Assert.That(provider.Issuer, Is.EqualTo(OnLocalhost(server)));
        Assert.That(answers, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_connection_goes_only_to_the_address_that_was_tested()
    {
        await using var server = new RawServer();
        var options = Local with { Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("127.0.0.99")]) };
        var error = await Failure.OfAsync(new OAuthDiscovery().DiscoverAsync(OnLocalhost(server), options));
        Assert.That(error.Code, Is.EqualTo(OAuthErrorCode.EndpointUnreachable));
        Assert.That(server.Connections, Is.Zero);
    }

    [Test]
    public async Task The_second_address_of_a_host_is_used_when_the_first_cannot_be_reached()
    {
        RawServer? server = null;
        await using var created = server = new(async connection =>
            await RawServer.RespondWithJson(IssuerStub.Json(OnLocalhost(server!)))(connection));
        var options = Local with
        {
            Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("127.0.0.99"), IPAddress.Loopback]),
        };
        Assert.That((await new OAuthDiscovery().DiscoverAsync(OnLocalhost(server), options)).Issuer, Is.Not.Null);
    }

    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", OAuthErrorCode.AnswerUnreadable)]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Le", OAuthErrorCode.EndpointUnreachable)]
    [TestCase("SSH-2.0-OpenSSH\r\n\r\n", OAuthErrorCode.AnswerUnreadable)]
    [TestCase("", OAuthErrorCode.EndpointUnreachable)]
    public async Task A_broken_answer_is_a_typed_error(string sent, string code)
    {
        await using var server = new RawServer(RawServer.RespondAndClose(sent));
        var error = await Failure.OfAsync(new OAuthDiscovery().DiscoverAsync(server.Url, Local));
        Assert.That(error.Code, Is.EqualTo(code));
        Assert.That(error.Endpoint, Is.EqualTo($"{server.Url}{OAuth}"));
    }

    [Test]
    public async Task A_connection_that_closes_without_an_answer_can_be_tried_again()
    {
        await using var server = new RawServer(RawServer.RespondAndClose(""));
        var error = await Failure.OfAsync(new OAuthDiscovery().DiscoverAsync(server.Url, Local));
        Assert.That(error.Hint, Is.EqualTo("Try again later."));
    }

    [TestCase("application/json")]
    [TestCase("Application/JSON; charset=utf-8")]
    [TestCase("application/oauth-authorization-server+json")]
    [TestCase("")]
    [TestCase(null)]
    public async Task A_document_calls_itself_JSON_or_nothing(string? type) => Assert.That(
        (await new OAuthDiscovery().DiscoverAsync("https://issuer.example", PublishAs(type).Options)).Issuer,
        Is.EqualTo("https://issuer.example"));

    [TestCase("text/html")]
    [TestCase("text/plain; charset=utf-8")]
    [TestCase("application/octet-stream")]
    [TestCase("application/jwt")]
    [TestCase("application/jsonp")]
    [TestCase("json")]
    public async Task T38_A_document_that_calls_itself_something_else_is_refused(string type)
    {
        var error = await Failure.OfAsync(
            new OAuthDiscovery().DiscoverAsync("https://issuer.example", PublishAs(type).Options));
        Assert.That(error.Code, Is.EqualTo(OAuthErrorCode.MetadataInvalid));
        Assert.That(error.Message, Does.Contain("application/json").And.Contain($"'{type.Split(';')[0]}'"));
    }

    [Test]
    public async Task A_host_that_does_not_exist_is_a_typed_error()
    {
        var options = new DiscoveryOptions { Resolve = (_, _) => Task.FromResult<IPAddress[]>([]) };
        var error = await Failure.OfAsync(new OAuthDiscovery().DiscoverAsync("https://nowhere.example", options));
        Assert.That(error.Code, Is.EqualTo(OAuthErrorCode.EndpointUnreachable));
    }

    [Test]
    public async Task The_request_for_a_document_carries_nothing_but_its_address()
    {
        await using var server = new RawServer(RawServer.RespondWithJson("{}"));
        await Failure.OfAsync(new OAuthDiscovery().DiscoverAsync(server.Url, Local));
        var names = server.Requests[0].Split("\r\n")[1..^2].Select(line => line.Split(':')[0]);
        Assert.That(server.Requests[0], Does.StartWith($"GET {OAuth} HTTP/1.1"));
        Assert.That(names, Is.SubsetOf(new[] { "Host", "User-Agent", "Accept" }));
    }

    private static IssuerStub PublishAs(string? type) => new IssuerStub().Publish("https://issuer.example", answer =>
    {
        answer.Content.Headers.Remove("Content-Type");
        if (type is not null)
            answer.Content.Headers.TryAddWithoutValidation("Content-Type", type);
    });

    private static string OnLocalhost(RawServer server) => $"http://localhost:{new Uri(server.Url).Port}";

    private static TestCaseData Row(string name, string sent) => new TestCaseData(sent).SetArgDisplayNames(name);
}
