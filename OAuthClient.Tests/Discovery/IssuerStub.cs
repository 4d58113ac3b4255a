using System.Collections.Concurrent;
using System.Net;
using System.Text;
using OAuthClient.Discovery;

namespace OAuthClient.Tests.Discovery;

/// <summary>
/// A handler that answers as the hosts of issuers do, in memory. An address without an answer has the status 404.
/// </summary>
internal sealed class IssuerStub : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, Func<HttpResponseMessage>> _answers = [];
    private readonly ConcurrentQueue<string> _requests = [];

    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>A task that each request waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public DiscoveryOptions Options => new() { Http = this, Allow = Insecure.UnguardedHttp };

    /// <summary>Publishes the shortest document of an issuer, at its first address.</summary>
    public IssuerStub Publish(string issuer, Action<HttpResponseMessage>? change = null, string fields = "") =>
        Answer(WellKnownUrls.Of(issuer)[0], () => Document(issuer, change, fields));

    public IssuerStub Answer(string url, Func<HttpResponseMessage> answer)
    {
        _answers[url] = answer;
        return this;
    }

    public IssuerStub Answer(string url, HttpStatusCode status) => Answer(url, () => new(status));

    public static HttpResponseMessage Document(
        string issuer, Action<HttpResponseMessage>? change = null, string fields = "")
    {
        var answer = new HttpResponseMessage { Content = new StringContent(Json(issuer, fields), Encoding.UTF8, "application/json") };
        change?.Invoke(answer);
        return answer;
    }

    public static string Json(string issuer, string fields = "") =>
        $$"""{"issuer":"{{issuer}}","token_endpoint":"{{issuer.TrimEnd('/')}}/token"{{fields}}}""";

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var url = request.RequestUri!.OriginalString;
        _requests.Enqueue(url);
        await Gate.WaitAsync(cancellationToken);
        return _answers.TryGetValue(url, out var answer) ? answer() : new(HttpStatusCode.NotFound);
    }
}
