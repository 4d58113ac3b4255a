using System.Net;
using Flurl.Http;
using OAuthClient.Http;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Http;

/// <summary>
/// Answers of origins that do not get the token: a call that was made through the session's client, or that the
/// transport itself has redirected. Such an answer teaches nothing and repeats no call.
/// </summary>
public class ForeignAnswerTests
{
    private static readonly Uri Foreign = new("https://other.example/pay");
    private static readonly Uri Redirected = new("https://pretend.example/api/redirected");

    [Test]
    public async Task T82_A_foreign_answer_corrects_no_clock_and_repeats_no_call(
        [Values] bool isRedirected, [Values("POST", "GET")] string method)
    {
        var (setup, wire) = await CreateSetupAsync(Protocol.OAuth1);
        var answer = await SendAsync(setup, new(method), isRedirected);
        Assert.That((answer.StatusCode, wire.ForeignCount), Is.EqualTo((HttpStatusCode.Unauthorized, 1)));
        Assert.That(await setup.Dance.Session("42").Request("me").GetStringAsync(), Does.Contain("anna"));
        Assert.That((await setup.Dance.BeginAsync("42")).IsBegun, Is.True);
        Assert.That(
            setup.Provider.Requests.Select(request => new OAuth1Request(request)["oauth_timestamp"]),
            Has.All.Null.Or.EqualTo($"{setup.Time.GetUtcNow().ToUnixTimeSeconds()}"),
            "the provider gets no other time");
    }

    [Test]
    public async Task A_foreign_401_refreshes_no_token_and_repeats_no_call([Values] bool isRedirected)
    {
        var (setup, wire) = await CreateSetupAsync(Protocol.OAuth2);
        setup.Time.Advance(TimeSpan.FromMinutes(1));
        var answer = await SendAsync(setup, HttpMethod.Post, isRedirected);
        Assert.That(
            (answer.StatusCode, wire.ForeignCount, setup.Provider.RefreshCount),
            Is.EqualTo((HttpStatusCode.Unauthorized, 1, 0)));
    }

    [Test]
    public async Task An_extension_reads_no_foreign_answer([Values] bool isRedirected)
    {
        var extension = new TracedExtension { Called = _ => OAuthClient.OAuth2.AnswerVerdict.Repeat };
        var (setup, wire) = await CreateSetupAsync(Protocol.OAuth2, extension);
        await SendAsync(setup, HttpMethod.Post, isRedirected);
        Assert.That(
            (wire.ForeignCount, extension.Steps.Count(step => step == "traced: called")), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task A_message_that_is_sent_on_to_another_origin_carries_no_header_of_the_provider(
        [Values] Protocol protocol)
    {
        var (setup, wire) = await CreateSetupAsync(protocol);
        using var client = new HttpMessageInvoker(new OAuthHandler(setup.Dance.Session("42")));
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://pretend.example/api/me");
        request.Headers.Add("X-Mine", "1");
        using var first = await client.SendAsync(request, default);
        request.RequestUri = Foreign;
        using var second = await client.SendAsync(request, default);
        Assert.That(
            wire.ForeignHeaders, Does.Contain("X-Mine").And.Not.Contain("Client-Id").And.Not.Contain("Authorization"));
    }

    [Test]
    public async Task A_header_of_the_caller_goes_wherever_the_caller_sends_it()
    {
        var (setup, wire) = await CreateSetupAsync(Protocol.OAuth2);
        using var client = new HttpMessageInvoker(new OAuthHandler(setup.Dance.Session("42")));
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://pretend.example/api/me");
        request.Headers.Add("Client-Id", "the caller's");
        using var first = await client.SendAsync(request, default);
        request.RequestUri = Foreign;
        using var second = await client.SendAsync(request, default);
        Assert.That(wire.ForeignHeaders, Does.Contain("Client-Id"));
    }

    private static async Task<(DanceSetup Setup, ForeignHandler Wire)> CreateSetupAsync(
        Protocol protocol, TracedExtension? extension = null)
    {
        ForeignHandler wire = null!;
        Dictionary<string, string> headers = new() { ["Client-Id"] = "{client_id}" };
        var setup = new DanceSetup(
            protocol,
            options => options with { Http = wire = new(options.Http!) },
            provider => provider with { ApiHeaders = headers, Extensions = extension is null ? [] : [extension] },
            oauth1: provider => provider with { ApiHeaders = headers });
        await setup.LoginAsync("42");
        wire.Date = setup.Time.GetUtcNow().AddHours(10);
        return (setup, wire);
    }

    private static async Task<HttpResponseMessage> SendAsync(DanceSetup setup, HttpMethod method, bool isRedirected)
    {
        using var client = new HttpMessageInvoker(new OAuthHandler(setup.Dance.Session("42")));
        using var request = new HttpRequestMessage(method, isRedirected ? Redirected : Foreign);
        return await client.SendAsync(request, default);
    }

    /// <summary>
    /// A handler that answers for a foreign origin, and sends the calls of one address of the API there, as a transport
    /// that follows redirects does.
    /// </summary>
    private sealed class ForeignHandler(HttpMessageHandler provider) : DelegatingHandler(provider)
    {
        public int ForeignCount { get; private set; }

        public string[] ForeignHeaders { get; private set; } = [];

        public DateTimeOffset Date { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri == Redirected)
                request.RequestUri = Foreign;
            if (request.RequestUri!.Host != Foreign.Host)
                return await base.SendAsync(request, cancellationToken);
            ForeignCount++;
            ForeignHeaders = [.. request.Headers.Select(header => header.Key)];
            return new(HttpStatusCode.Unauthorized)
            {
                Content = new StringContent("oauth_problem=timestamp_refused"),
                Headers = { Date = Date },
                RequestMessage = request,
            };
        }
    }
}
