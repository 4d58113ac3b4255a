using System.Net;
using OAuthClient.Http;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.OAuth2;

/// <summary>An extension may have a refused request sent once more, and no other request.</summary>
public class ExtensionRepetitionTests
{
    private static readonly Uri Me = new("https://pretend.example/api/me");

    [TestCase(400, 2, true)]
    [TestCase(401, 2, true)]
    [TestCase(403, 2, true)]
    [TestCase(408, 1, false)]
    [TestCase(425, 1, false)]
    [TestCase(429, 1, false)]
    [TestCase(500, 1, false)]
    [TestCase(503, 1, false)]
    [TestCase(200, 1, false)]
    public async Task Only_a_refused_code_is_sent_again(int status, int requests, bool isStored)
    {
        var (setup, stub) = Setup(refusals: 1, (HttpStatusCode)status, AskingForNonce());
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.EqualTo(isStored));
        Assert.That(stub.RequestCount, Is.EqualTo(requests));
    }

    [Test]
    public async Task A_code_is_sent_twice_at_most()
    {
        var (setup, stub) = Setup(refusals: 9, HttpStatusCode.BadRequest, AskingForNonce());
        var outcome = await setup.LoginAsync("42");
        Assert.That((outcome.Error?.ProviderError, stub.RequestCount), Is.EqualTo(("use_dpop_nonce", 2)));
    }

    [Test]
    public async Task A_refusal_without_a_verdict_is_not_repeated()
    {
        var (setup, stub) = Setup(refusals: 9, HttpStatusCode.BadRequest, new TracedExtension());
        await setup.LoginAsync("42");
        Assert.That(stub.RequestCount, Is.EqualTo(1));
    }

    [Test]
    public async Task A_repetition_knows_the_answer_and_is_authenticated_anew()
    {
        var authentication = new CountingAuthentication();
        List<string> proofs = [];
        var (setup, _) = Setup(
            refusals: 1,
            HttpStatusCode.BadRequest,
            new TracedExtension
            {
                Answer = (answer, context) =>
                {
                    context.Data["nonce"] = answer.Header("DPoP-Nonce");
                    return answer["error"] == "use_dpop_nonce" ? AnswerVerdict.Repeat : AnswerVerdict.Accept;
                },
                Request = (request, context) => proofs.Add(
                    $"{context.Data["nonce"].Reveal()} {string.Join(' ', request.Names.Where(name => name == "client_assertion"))}"),
            },
            provider => provider with { ClientAuthentication = authentication });
        await setup.LoginAsync("42");
        Assert.That(proofs, Is.EqualTo(new[] { " client_assertion", "fresh client_assertion" }));
        Assert.That(authentication.Count, Is.EqualTo(2));
    }

    [Test]
    public async Task A_call_is_repeated_once_for_an_extension_and_once_for_a_new_token()
    {
        List<string?> sent = [];
        var extension = new TracedExtension
        {
            Call = (call, _) => call.SetHeader("Proof", $"{sent.Count}"),
            Called = answer => answer.Headers.Contains("Ask") ? AnswerVerdict.Repeat : AnswerVerdict.Accept,
        };
        var setup = ApiSetup(extension, request =>
        {
            sent.Add(string.Join(',', request.Headers.GetValues("Proof")));
            return sent.Count switch
            {
                1 => Refusal("Ask"),
                2 => Refusal("Expired"),
                _ => new(HttpStatusCode.OK),
            };
        });
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await StatusAsync(setup, new StringContent("x")), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(sent, Is.EqualTo(new[] { "0", "1", "2" }));
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1));
    }

    [TestCase("Expired", "Ask", "Done", 3)]
    [TestCase("Ask", "Ask", "Done", 2)]
    [TestCase("Expired", "Expired", "Done", 2)]
    [TestCase("Done", "Ask", "Ask", 1)]
    public async Task Each_cause_repeats_a_call_once(string first, string second, string third, int sent)
    {
        var count = 0;
        var extension = new TracedExtension
        {
            Called = answer => answer.Headers.Contains("Ask") ? AnswerVerdict.Repeat : AnswerVerdict.Accept,
        };
        var setup = ApiSetup(extension, _ =>
        {
            string[] answers = [first, second, third];
            var answer = answers[Math.Min(count, 2)];
            count++;
            return answer == "Done" ? new(HttpStatusCode.OK) : Refusal(answer);
        });
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromMinutes(1));
        await StatusAsync(setup, null);
        Assert.That(count, Is.EqualTo(sent));
    }

    [Test]
    public async Task A_call_with_a_body_that_can_be_read_once_is_not_repeated()
    {
        var count = 0;
        var extension = new TracedExtension { Called = _ => AnswerVerdict.Repeat };
        var setup = ApiSetup(extension, _ =>
        {
            count++;
            return Refusal("Ask");
        });
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromMinutes(1));
        using var body = new StreamContent(new MemoryStream([1]));
        Assert.That(await StatusAsync(setup, body), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((count, setup.Provider.RefreshCount), Is.EqualTo((1, 0)));
    }

    [TestCase(HttpStatusCode.OK)]
    [TestCase(HttpStatusCode.InternalServerError)]
    [TestCase(HttpStatusCode.TooManyRequests)]
    public async Task A_call_that_was_not_refused_is_not_repeated(HttpStatusCode status)
    {
        var count = 0;
        var setup = ApiSetup(new TracedExtension { Called = _ => AnswerVerdict.Repeat }, _ =>
        {
            count++;
            return new(status);
        });
        await setup.LoginAsync("42");
        Assert.That((await StatusAsync(setup, null), count), Is.EqualTo((status, 1)));
    }

    [Test]
    public async Task A_header_of_an_extension_does_not_go_to_another_origin()
    {
        List<bool> sent = [];
        var setup = ApiSetup(new TracedExtension { Call = (call, _) => call.SetHeader("Proof", "p") }, request =>
        {
            sent.Add(request.Headers.Contains("Proof"));
            return new(HttpStatusCode.OK);
        });
        await setup.LoginAsync("42");
        using var client = new HttpMessageInvoker(new OAuthHandler(setup.Dance.Session("42")));
        using var request = new HttpRequestMessage(HttpMethod.Get, Me);
        await client.SendAsync(request, default);
        request.RequestUri = new("https://elsewhere.example/api/me");
        await client.SendAsync(request, default);
        Assert.That(sent, Is.EqualTo(new[] { true, false }));
    }

    private static (DanceSetup Setup, EndpointStub Stub) Setup(
        int refusals,
        HttpStatusCode status,
        OAuth2Extension extension,
        Func<OAuth2Provider, OAuth2Provider>? provider = null)
    {
        EndpointStub? stub = null;
        var setup = new DanceSetup(
            options: options => options with
            {
                Http = stub = new EndpointStub(options.Http!, "/token", _ =>
                    stub!.RequestCount > refusals ? null : new(status)
                    {
                        Content = new StringContent("""{"error":"use_dpop_nonce"}"""),
                        Headers = { { "DPoP-Nonce", "fresh" } },
                    }),
            },
            provider: value => (provider?.Invoke(value) ?? value) with { Extensions = [extension] });
        return (setup, stub!);
    }

    private static TracedExtension AskingForNonce() => new()
    {
        Answer = (answer, _) => answer["error"] == "use_dpop_nonce" ? AnswerVerdict.Repeat : AnswerVerdict.Accept,
    };

    private static DanceSetup ApiSetup(
        OAuth2Extension extension, Func<HttpRequestMessage, HttpResponseMessage?> answer) =>
        new(
            options: options => options with { Http = new EndpointStub(options.Http!, "/api/me", answer) },
            provider: provider => provider with { Extensions = [extension] });

    private static HttpResponseMessage Refusal(string header) =>
        new(HttpStatusCode.Unauthorized) { Headers = { { header, "1" } } };

    private static async Task<HttpStatusCode> StatusAsync(DanceSetup setup, HttpContent? body)
    {
        using var client = new HttpClient(new OAuthHandler(setup.Dance.Session("42")));
        using var request = new HttpRequestMessage(HttpMethod.Post, Me) { Content = body };
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private sealed class CountingAuthentication : ClientAuthentication
    {
        public int Count { get; private set; }

        public override string Name => "private_key_jwt";

        public override ValueTask AuthenticateAsync(ClientRequest request, CancellationToken cancellationToken)
        {
            Count++;
            request.Add("client_assertion", $"assertion {Count}");
            return default;
        }
    }
}
