using System.Collections.Concurrent;
using System.Net;
using Flurl.Http;
using OAuthClient.Http;
using OAuthClient.OAuth1;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth1;

/// <summary>
/// Redirects of API calls: within the origin they are signed anew; elsewhere nothing of the signature goes.
/// </summary>
public class RedirectTests
{
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
        Assert.That((wire.Sent.Count, sent.Length), Is.EqualTo((2, 1)), "the first was answered on the way");
        Assert.That(sent[0].IsAmbiguous, Is.False);
        Assert.That(wire.Sent.Select(one => one.Nonce), Is.Unique);
    }

    [Test]
    public async Task T81_A_redirect_to_another_origin_carries_nothing_of_the_signature(
        [Values] ParameterPlacement placement,
        [Values(302, 307)] int status,
        [Values("GET", "POST", "form", "JSON")] string kind,
        [Values] bool throughFlurl,
        [Values("https://evil.example/api/new?c=d", "https://pretend.example:444/api/new", "https://pretend.example.evil.example/")] string place)
    {
        var (setup, wire) = await CreateSetupAsync(placement, status, place);
        await CallAsync(setup, kind, throughFlurl);
        var (first, last) = (wire.Sent.First(), wire.Sent.Last());
        Assert.That((wire.Sent.Count, first.Nonce.Length), Is.EqualTo((2, 43)));
        Assert.That(
            last.All,
            Does.Not.Contain("oauth_").And.Not.Contain(first.Nonce).And.Not.Contain("OAuth "),
            last.All);
        Assert.That(last.All, Does.StartWith(place));
    }

    [Test]
    public async Task A_form_that_is_redirected_to_another_origin_has_only_the_fields_of_the_caller(
        [Values] ParameterPlacement placement, [Values] bool throughFlurl)
    {
        var (setup, wire) = await CreateSetupAsync(placement, 307, "https://evil.example/");
        await CallAsync(setup, "form", throughFlurl);
        Assert.That(wire.Sent.Last().All, Does.EndWith("a=b+c"));
    }

    private static async Task<(DanceSetup Stage, RedirectHandler Wire)> CreateSetupAsync(
        ParameterPlacement placement, int status, string place)
    {
        RedirectHandler wire = null!;
        var setup = new DanceSetup(
            Protocol.OAuth1,
            options => options with { Http = wire = new(options.Http!, status, place) },
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
        using var calls = new HttpMessageInvoker(new FollowRedirectsHandler(new OAuthHandler(session)));
        using var answer = await calls.SendAsync(
            new(method, "https://pretend.example/api/old?a=b") { Content = content }, default);
        return (int)answer.StatusCode;
    }

    /// <summary>What reached the wire: all of it, and the nonce in it.</summary>
    private sealed record SentRequest(string All)
    {
        public string Nonce => All.Split("oauth_nonce=") is [_, var rest, ..] ? rest.Trim('"')[..43] : "";
    }

    /// <summary>Redirects one address, and lets nothing leave the machine.</summary>
    private sealed class RedirectHandler(HttpMessageHandler provider, int status, string place)
        : DelegatingHandler(provider)
    {
        public ConcurrentQueue<SentRequest> Sent { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!request.RequestUri!.AbsolutePath.Contains("/api/", StringComparison.Ordinal)
                && request.RequestUri.Host == "pretend.example")
                return await base.SendAsync(request, cancellationToken);
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            Sent.Enqueue(new($"{request.RequestUri} {request.Headers} {body}"));
            if (request.RequestUri.AbsolutePath == "/api/old")
                return new((HttpStatusCode)status) { Headers = { Location = new(place) }, RequestMessage = request };
            return request.RequestUri.Authority == "pretend.example"
                ? await base.SendAsync(request, cancellationToken)
                : new(HttpStatusCode.OK) { RequestMessage = request };
        }
    }

    /// <summary>Follows redirects as handlers do that send the same request again.</summary>
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
                (request.Method, request.Content) = (HttpMethod.Get, null);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
