using System.Collections.Concurrent;
using System.Net;
using Flurl.Http;
using OAuthClient.Http;
using OAuthClient.OAuth1;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth1;

/// <summary>
/// API calls that the provider redirects. A request redirected within the API's origin is signed again; a request
/// redirected to a different origin has no signature.
/// </summary>
public class RedirectTests
{
    private static readonly string[] OtherOrigins =
    [
        "https://evil.example/api/new?c=d",
        "https://pretend.example:444/api/new",
        "https://pretend.example.evil.example/",
    ];

    [Test]
    public async Task T81_A_redirect_within_the_origin_is_signed_again(
        [Values] ParameterPlacement placement,
        [Values(301, 302, 303, 307, 308)] int status,
        [Values("GET", "POST", "form", "JSON")] string kind,
        [Values] bool throughFlurl)
    {
        var (setup, wire) = await CreateSetupAsync(placement, status, "https://pretend.example/api/new?c=d");
        Assert.That(await CallAsync(setup, kind, throughFlurl), Is.EqualTo(200));
        var sent = setup.Provider.Requests
            .Where(request => request.Endpoint == PretendEndpoint.Api)
            .Select(request => new OAuth1Request(request))
            .ToArray();
        Assert.That(
            (wire.Sent.Count, sent.Length),
            Is.EqualTo((2, 1)),
            "the redirect handler answered the first request");
        Assert.That(sent[0].IsAmbiguous, Is.False);
        Assert.That(wire.Sent.Select(request => request.Nonce), Is.Unique);
    }

    [Test]
    public async Task T81_A_redirect_to_another_origin_carries_nothing_of_the_signature(
        [Values] ParameterPlacement placement,
        [Values(302, 307)] int status,
        [Values("GET", "POST", "form", "JSON")] string kind,
        [Values] bool throughFlurl,
        [ValueSource(nameof(OtherOrigins))] string location)
    {
        var (setup, wire) = await CreateSetupAsync(placement, status, location);
        await CallAsync(setup, kind, throughFlurl);
        var first = wire.Sent.First();
        var last = wire.Sent.Last();
        Assert.That((wire.Sent.Count, first.Nonce.Length), Is.EqualTo((2, 43)));
        Assert.That(
            last.Text,
            Does.Not.Contain("oauth_").And.Not.Contain(first.Nonce).And.Not.Contain("OAuth "),
            last.Text);
        Assert.That(last.Text, Does.StartWith(location));
    }

    [Test]
    public async Task A_form_that_is_redirected_to_another_origin_has_only_the_fields_of_the_caller(
        [Values] ParameterPlacement placement, [Values] bool throughFlurl)
    {
        var (setup, wire) = await CreateSetupAsync(placement, 307, "https://evil.example/");
        await CallAsync(setup, "form", throughFlurl);
        Assert.That(wire.Sent.Last().Text, Does.EndWith("a=b+c"));
    }

    private static async Task<(DanceSetup Setup, RedirectHandler Wire)> CreateSetupAsync(
        ParameterPlacement placement, int status, string location)
    {
        RedirectHandler wire = null!;
        var setup = new DanceSetup(
            Protocol.OAuth1,
            options => options with { Http = wire = new(options.Http!, status, location) },
            oauth1: provider => provider with { Placement = placement });
        await setup.LoginAsync("42");
        return (setup, wire);
    }

    private static async Task<int> CallAsync(DanceSetup setup, string kind, bool throughFlurl)
    {
        var session = setup.Dance.Session("42");
        HttpContent? content = kind switch
        {
            "form" => new FormUrlEncodedContent([new("a", "b c")]),
            "JSON" => new StringContent("{}"),
            _ => null,
        };
        var method = kind == "GET" ? HttpMethod.Get : HttpMethod.Post;
        if (throughFlurl)
            return (await session.Request("old?a=b").AllowAnyHttpStatus().SendAsync(method, content)).StatusCode;
        using var client = new HttpMessageInvoker(new FollowRedirectsHandler(new OAuthHandler(session)));
        using var answer = await client.SendAsync(
            new(method, "https://pretend.example/api/old?a=b") { Content = content }, default);
        return (int)answer.StatusCode;
    }

    /// <summary>A request that was sent: the text of its URL, headers and body.</summary>
    private sealed record SentRequest(string Text)
    {
        public string Nonce => Text.Split("oauth_nonce=") is [_, var rest, ..] ? rest.Trim('"')[..43] : "";
    }

    /// <summary>
    /// A handler that redirects one URL, answers requests to a foreign origin itself, and forwards all other requests
    /// to the provider.
    /// </summary>
    private sealed class RedirectHandler(HttpMessageHandler provider, int status, string location)
        : DelegatingHandler(provider)
    {
        public ConcurrentQueue<SentRequest> Sent { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var url = request.RequestUri!;
            if (url.Host == "pretend.example" && !url.AbsolutePath.Contains("/api/", StringComparison.Ordinal))
                return await base.SendAsync(request, cancellationToken);
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            Sent.Enqueue(new($"{url} {request.Headers} {body}"));
            if (url.AbsolutePath == "/api/old")
                return new((HttpStatusCode)status) { Headers = { Location = new(location) }, RequestMessage = request };
            return url.Authority == "pretend.example"
                ? await base.SendAsync(request, cancellationToken)
                : new(HttpStatusCode.OK) { RequestMessage = request };
        }
    }

    /// <summary>A handler that follows redirects by sending the same request object again.</summary>
    private sealed class FollowRedirectsHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (answer.Headers.Location is not { } location)
                return answer;
            request.RequestUri = location;
            if ((int)answer.StatusCode < 307)
            {
                request.Method = HttpMethod.Get;
                request.Content = null;
            }
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
