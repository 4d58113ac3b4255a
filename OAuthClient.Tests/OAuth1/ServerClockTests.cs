using System.Net;
using System.Net.Http.Headers;
using Flurl.Http;
using OAuthClient.Http;
using OAuthClient.OAuth1;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth1;

/// <summary>The Date header of the provider corrects a wrong local clock, at most once per request.</summary>
public class ServerClockTests
{
    private static readonly Uri Me = new("https://pretend.example/api/me");

    [Test]
    public async Task T82_The_first_request_is_signed_again_and_later_requests_use_the_time_of_the_provider(
        [Values] ParameterPlacement placement)
    {
        var setup = CreateSetup(placement);
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        Assert.That(await setup.Dance.Session("42").Request("me").GetStringAsync(), Does.Contain("anna"));
        PretendEndpoint[] endpoints =
            [PretendEndpoint.TemporaryCredential, PretendEndpoint.OAuth1Token, PretendEndpoint.Api];
        Assert.That(endpoints.Select(setup.Provider.CountCalls), Is.EqualTo(new[] { 2, 1, 1 }));
        AssertSignedAgain(setup, PretendEndpoint.TemporaryCredential);
    }

    [Test]
    public async Task T82_The_token_request_is_signed_again([Values] ParameterPlacement placement)
    {
        var setup = CreateSetup(placement, Misbehavior.None);
        var callback = await setup.GetCallbackUrlAsync("42");
        setup.Provider.Misbehave = Misbehavior.WrongClock;
        var outcome = await setup.Dance.FinishAsync(callback, setup.Browser.Cookie);
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        AssertSignedAgain(setup, PretendEndpoint.OAuth1Token);
    }

    [Test]
    public async Task T82_A_call_is_signed_again_and_later_calls_use_the_time_of_the_provider(
        [Values] ParameterPlacement placement, [Values] bool hasUser, [Values("GET", "form", "JSON")] string kind)
    {
        var setup = CreateSetup(placement, Misbehavior.None);
        await setup.LoginAsync("42");
        setup.Provider.Misbehave = Misbehavior.WrongClock;
        var session = hasUser ? setup.Dance.Session("42") : setup.Dance.ApplicationSession();
        for (var number = 0; number < 3; number++)
        {
            var answer = await session.Request("me").SendAsync(kind);
            Assert.That(answer.StatusCode, Is.EqualTo(200));
        }
        Assert.That(setup.Provider.CountCalls(PretendEndpoint.Api), Is.EqualTo(4));
        AssertSignedAgain(setup, PretendEndpoint.Api);
    }

    [Test]
    public async Task A_body_that_can_be_read_once_is_not_sent_again_but_the_clock_correction_is_kept()
    {
        var setup = CreateSetup(ParameterPlacement.Header, Misbehavior.None);
        await setup.LoginAsync("42");
        setup.Provider.Misbehave = Misbehavior.WrongClock;
        using var client = new HttpClient(new OAuthHandler(setup.Dance.Session("42")));
        using var once = new StreamContent(new MemoryStream("read once"u8.ToArray()));
        using var refused = await client.PostAsync(Me, once);
        Assert.That(
            (refused.StatusCode, await refused.Content.ReadAsStringAsync()),
            Is.EqualTo((HttpStatusCode.Unauthorized, "oauth_problem=timestamp_refused")));
        using var again = new StreamContent(new MemoryStream("read once"u8.ToArray()));
        using var answer = await client.PostAsync(Me, again);
        Assert.That(
            (answer.StatusCode, setup.Provider.CountCalls(PretendEndpoint.Api)),
            Is.EqualTo((HttpStatusCode.OK, 2)));
    }

    [Test]
    public async Task The_clock_correction_is_measured_again_when_the_local_clock_is_set_right()
    {
        var setup = CreateSetup(ParameterPlacement.Header);
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromHours(1));
        setup.Provider.Time = new SlowClock(setup.Time, TimeSpan.FromHours(1));
        Assert.That((await setup.Dance.Session("42").Request("me").GetAsync()).StatusCode, Is.EqualTo(200));
        Assert.That(setup.Provider.CountCalls(PretendEndpoint.Api), Is.EqualTo(2));
    }

    [Test]
    public async Task T82_A_wrong_Date_header_is_believed_once_per_request()
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        var hours = 0;
        using var stub = new StubProvider(setup, _ => CreateRefusal(setup, TimeSpan.FromHours(++hours)));
        var dance = new OAuthDance(setup.Dance.Provider, DanceSetup.RedirectUri, setup.Options with { Http = stub });
        Assert.That((await dance.BeginAsync("42")).Error?.ProviderError, Is.EqualTo("timestamp_refused"));
        Assert.That(stub.RequestCount, Is.EqualTo(2));
        for (var call = 1; call < 4; call++)
        {
            var answer = await dance.ApplicationSession().Request("me").AllowAnyHttpStatus().GetAsync();
            Assert.That((answer.StatusCode, stub.RequestCount), Is.EqualTo((401, 2 + (2 * call))));
        }
    }

    // Refusals of something else, which repeat the request with its timestamp.
    private static IEnumerable<string> Echoes =>
    [
        "oauth_problem=signature_invalid&debug_sbs=POST&http%3A%2F%2Fx%2F&oauth_nonce%3Dn%26oauth_timestamp%3D1",
        "oauth_problem=signature_invalid&oauth_problem_advice=POST%26http%26oauth_timestamp%253D137131201",
        "oauth_problem=signature_invalid&oauth_problem_advice=Was+the+timestamp+in+the+base+string%3F",
        """{"error":"invalid_signature","base_string":"GET&x&oauth_timestamp%3D1"}""",
        """{"error":"bad","error_description":"wrong: oauth_timestamp=\"1\", oauth_nonce=\"2\""}""",
        """{"error":"bad","request":{"timestamp":137131201}}""",
        "Invalid signature. Base string: GET&http%3A%2F%2Fx&oauth_timestamp%3D1",
        "Failed: OAuth oauth_consumer_key=\"x\", oauth_timestamp=\"137131201\"",
        "<html><p>oauth_signature is wrong</p><pre>oauth_timestamp : 1</pre></html>",
        "<error><oauth_timestamp>1</oauth_timestamp>no</error>",
        "oauth_problem=parameter_absent&oauth_parameters_absent=oauth_timestamp",
        """{"oauth_problem":"nonce_used","timestamp":"2026-01-01T00:00:00Z"}""",
        """{"timestamp":"2026-01-01T00:00:00Z","status":401,"error":"Unauthorized","path":"/api/me"}""",
        "oauth_timestamp=137131201",
    ];

    private static readonly string[] Refusals =
    [
        "oauth_problem=timestamp_refused", "oauth_problem=timestamp_refused&oauth_acceptable_timestamps=1-2",
        "error=invalid_timestamp", "error=TIMESTAMP_REFUSED", "oauth_problem=invalid_timestamp",
        """{"error":"InvalidTimestamp"}""", """{"code":"json_oauth1_invalid_timestamp","message":"Invalid"}""",
        """{"errors":[{"code":135,"message":"Timestamp out of bounds."}]}""",
        """{"error":"bad_request","error_description":"The timestamp is too old"}""",
        """{"error":{"type":"OAuthException","message":"Expired timestamp, yours 1, ours 2"}}""",
        "Timestamp is too far from the current time", "<h1>Invalid timestamp</h1>", "Invalid timestamp: 137131200",
        "oauth_problem=timestamp_refused&debug_sbs=POST&http%3A%2F%2Fx%2F&oauth_timestamp%3D1",
        "error=invalid_request&error_description=Timestamp+given+is+invalid%2C+differ+from+allowed+by+over+600+seconds.",
    ];

    [TestCaseSource(nameof(Refusals))]
    public async Task An_answer_whose_words_mean_the_clock_corrects_it(string words)
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        using var stub = new StubProvider(setup, count => count == 1
            ? CreateAnswer(setup, HttpStatusCode.Unauthorized, TimeSpan.FromHours(1), words)
            : new());
        var dance = new OAuthDance(setup.Dance.Provider, DanceSetup.RedirectUri, setup.Options with { Http = stub });
        var answer = await dance.ApplicationSession().Request("me").AllowAnyHttpStatus().GetAsync();
        Assert.That((answer.StatusCode, stub.RequestCount), Is.EqualTo((200, 2)));
    }

    [TestCase("OAuth realm=\"x\", oauth_problem=\"signature_invalid\", debug=\"oauth_timestamp%3D1\"", 1)]
    [TestCase("OAuth realm=\"timestamp\", oauth_problem=\"signature_invalid\"", 1)]
    [TestCase("OAuth oauth_problem=\"timestamp_refused\", realm=\"x\"", 2)]
    [TestCase("OAuth error=\"bad\", error_description=\"Timestamp expired\"", 2)]
    public async Task A_challenge_corrects_the_clock_only_where_its_words_mean_the_clock(string challenge, int requests)
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        using var stub = new StubProvider(setup, count =>
        {
            var answer = CreateAnswer(
                setup, count == 1 ? HttpStatusCode.Unauthorized : HttpStatusCode.OK, TimeSpan.FromHours(1), "");
            answer.Headers.TryAddWithoutValidation("WWW-Authenticate", challenge);
            return answer;
        });
        var dance = new OAuthDance(setup.Dance.Provider, DanceSetup.RedirectUri, setup.Options with { Http = stub });
        await dance.ApplicationSession().Request("me").AllowAnyHttpStatus().GetAsync();
        Assert.That(stub.RequestCount, Is.EqualTo(requests));
    }

    private static IEnumerable<TestCaseData> UnrelatedAnswers()
    {
        var refused = "oauth_problem=timestamp_refused";
        TestCaseData Row(string name, int status, TimeSpan? offset, string words) =>
            new TestCaseData(status, offset, words).SetArgDisplayNames(name);
        yield return Row("no Date", 401, null, refused);
        yield return Row("nearly the same time", 401, TimeSpan.FromSeconds(9), refused);
        yield return Row("nearly the same time, behind", 401, TimeSpan.FromSeconds(-9), refused);
        yield return Row("another problem", 401, TimeSpan.FromHours(1), "oauth_problem=signature_invalid");
        foreach (var echo in Echoes)
            yield return Row($"an echo: {echo}", 401, TimeSpan.FromHours(1), echo);
        yield return Row("no words", 401, TimeSpan.FromHours(1), "");
        yield return Row("another status", 403, TimeSpan.FromHours(1), refused);
        yield return Row("a failure", 500, TimeSpan.FromHours(1), refused);
        yield return Row("a success", 200, TimeSpan.FromHours(1), refused);
    }

    [TestCaseSource(nameof(UnrelatedAnswers))]
    public async Task An_answer_that_does_not_refuse_the_timestamp_is_returned(
        int status, TimeSpan? offset, string words)
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        using var stub = new StubProvider(setup, _ => CreateAnswer(setup, (HttpStatusCode)status, offset, words));
        var dance = new OAuthDance(
            setup.Dance.Provider, DanceSetup.RedirectUri, setup.Options with { Http = stub });
        var answer = await dance.ApplicationSession().Request("me").AllowAnyHttpStatus().GetAsync();
        Assert.That(
            (answer.StatusCode, await answer.GetStringAsync(), stub.RequestCount),
            Is.EqualTo((status, words, 1)));
        await dance.BeginAsync("42");
        Assert.That(stub.RequestCount, Is.EqualTo(2));
    }

    [TestCase(400)]
    [TestCase(401)]
    public async Task A_refused_timestamp_is_recognized_in_a_header_and_in_the_body(int status)
    {
        foreach (var inHeader in new[] { true, false })
        {
            var setup = new DanceSetup(Protocol.OAuth1);
            using var stub = new StubProvider(setup, count =>
            {
                var answer = CreateAnswer(
                    setup,
                    (HttpStatusCode)status,
                    TimeSpan.FromHours(-1),
                    inHeader ? "" : """{"errors":[{"code":135,"message":"Timestamp out of bounds."}]}""");
                if (inHeader)
                {
                    answer.Headers.WwwAuthenticate.Add(new AuthenticationHeaderValue(
                        "OAuth", "oauth_problem=\"timestamp_refused\""));
                }
                return count % 2 == 1
                    ? answer
                    : CreateAnswer(
                        setup,
                        HttpStatusCode.OK,
                        null,
                        "oauth_token=a&oauth_token_secret=b&oauth_callback_confirmed=true");
            });
            var dance = new OAuthDance(
                setup.Dance.Provider, DanceSetup.RedirectUri, setup.Options with { Http = stub });
            Assert.That((await dance.BeginAsync("42")).IsBegun, Is.True);
            Assert.That(
                (stub.Timestamps[1] - stub.Timestamps[0], stub.RequestCount),
                Is.EqualTo((-3600, 2)));
        }
    }

    [Test]
    public async Task A_call_corrects_the_clock_when_a_header_refuses_the_timestamp()
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        using var stub = new StubProvider(setup, count =>
        {
            var answer = CreateAnswer(
                setup, count == 1 ? HttpStatusCode.Unauthorized : HttpStatusCode.OK, TimeSpan.FromHours(1), "words");
            answer.Headers.WwwAuthenticate.Add(new AuthenticationHeaderValue(
                "OAuth", "oauth_problem=\"timestamp_refused\""));
            return answer;
        });
        var dance = new OAuthDance(
            setup.Dance.Provider, DanceSetup.RedirectUri, setup.Options with { Http = stub });
        Assert.That(
            ((await dance.ApplicationSession().Request("me").GetAsync()).StatusCode, stub.RequestCount),
            Is.EqualTo((200, 2)));
    }

    [Test]
    public async Task An_oversized_answer_is_returned_to_the_caller_unchanged()
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        var large = new string('x', 2 * 1024 * 1024) + "timestamp";
        using var stub = new StubProvider(
            setup, _ => CreateAnswer(setup, HttpStatusCode.Unauthorized, TimeSpan.FromHours(1), large));
        var dance = new OAuthDance(
            setup.Dance.Provider, DanceSetup.RedirectUri, setup.Options with { Http = stub });
        var answer = await dance.ApplicationSession().Request("me").AllowAnyHttpStatus().GetAsync();
        Assert.That((await answer.GetStringAsync() == large, stub.RequestCount), Is.EqualTo((true, 1)));
    }

    private static DanceSetup CreateSetup(
        ParameterPlacement placement, Misbehavior misbehavior = Misbehavior.WrongClock)
    {
        var setup = new DanceSetup(Protocol.OAuth1, oauth1: provider => provider with { Placement = placement });
        setup.Provider.Misbehave = misbehavior;
        return setup;
    }

    // The first request has the local time, and the second request has the provider's time. No nonce or signature is
    // used twice.
    private static void AssertSignedAgain(DanceSetup setup, PretendEndpoint endpoint)
    {
        var sent = setup.Provider.Requests
            .Where(request => request.Endpoint == endpoint)
            .Select(request => new OAuth1Request(request))
            .ToArray();
        var now = setup.Time.GetUtcNow().ToUnixTimeSeconds();
        Assert.That(
            sent.Take(2).Select(request => long.Parse(request["oauth_timestamp"]!, null) - now),
            Is.EqualTo(new[] { 0, 3600 }));
        Assert.That(sent.Select(request => request["oauth_nonce"]), Is.Unique);
        Assert.That(sent.Select(request => request["oauth_signature"]), Is.Unique);
        Assert.That(sent.Select(request => request.IsAmbiguous), Has.None.True);
    }

    private static HttpResponseMessage CreateRefusal(DanceSetup setup, TimeSpan offset) =>
        CreateAnswer(setup, HttpStatusCode.Unauthorized, offset, "oauth_problem=timestamp_refused");

    private static HttpResponseMessage CreateAnswer(
        DanceSetup setup, HttpStatusCode status, TimeSpan? offset, string words)
    {
        var answer = new HttpResponseMessage(status) { Content = new StringContent(words) };
        if (offset is { } difference)
            answer.Headers.Date = setup.Time.GetUtcNow() + difference;
        return answer;
    }

    /// <summary>A clock that is behind <paramref name="other"/> by <paramref name="delay"/>.</summary>
    private sealed class SlowClock(TimeProvider other, TimeSpan delay) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => other.GetUtcNow() - delay;
    }

    /// <summary>A handler that answers every request in place of the provider and records the timestamps.</summary>
    private sealed class StubProvider(DanceSetup setup, Func<int, HttpResponseMessage> answer)
        : DelegatingHandler(setup.Provider.Handler)
    {
        public int RequestCount { get; private set; }

        public List<long> Timestamps { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var header = request.Headers.GetValues("Authorization").Single();
            Timestamps.Add(long.Parse(header.Split("oauth_timestamp=\"")[1].Split('"')[0], null));
            var response = answer(++RequestCount);
            response.RequestMessage = request;
            return Task.FromResult(response);
        }
    }
}
