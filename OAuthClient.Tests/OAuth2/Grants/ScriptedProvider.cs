using System.Collections.Concurrent;
using System.Net;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.OAuth2.Grants;

/// <summary>A provider that gives the answers of a test, one after the other; the last one again and again.</summary>
internal sealed class ScriptedProvider : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<HttpResponseMessage>>> _answers = new();
    private readonly ConcurrentQueue<(string Path, string Body, DateTimeOffset At)> _requests = [];

    public WatchedTime Time { get; } = new();

    public static OAuth2Provider Value => new()
    {
        Name = "scripted",
        ClientId = "app-7",
        ClientSecret = "s3cr3t",
        TokenEndpoint = "https://scripted.example/token",
        DeviceAuthorizationEndpoint = "https://scripted.example/device",
        BackchannelAuthenticationEndpoint = "https://scripted.example/ciba",
        IntrospectionEndpoint = "https://scripted.example/introspect",
        ApiBaseUrl = "https://scripted.example/api/",
    };

    /// <summary>The forms that reached a path.</summary>
    public string[] BodiesAt(string path) =>
        [.. from request in _requests where request.Path == path select request.Body];

    /// <summary>The seconds since the beginning at which requests reached a path.</summary>
    public double[] SecondsAt(string path) =>
        [.. from request in _requests where request.Path == path select (request.At - Time.Start).TotalSeconds];

    public ScriptedProvider Answer(string path, string body, HttpStatusCode status = HttpStatusCode.OK) =>
        Answer(path, () => Answers.Json(body, status));

    public ScriptedProvider Refuse(string path, string error) =>
        Answer(path, $$"""{"error":"{{error}}"}""", HttpStatusCode.BadRequest);

    public ScriptedProvider Answer(string path, Func<HttpResponseMessage> answer)
    {
        _answers.GetOrAdd(path, _ => []).Enqueue(answer);
        return this;
    }

    public OAuthDance CreateDance(
        Func<OAuth2Provider, OAuth2Provider>? provider = null,
        Func<OAuthDanceOptions, OAuthDanceOptions>? options = null)
    {
        var defaults = new OAuthDanceOptions { Http = this, Time = Time, Signals = new(strict: false) };
        return new(provider?.Invoke(Value) ?? Value, options?.Invoke(defaults) ?? defaults);
    }

    /// <summary>Advances the clock, second by second, until a task has ended.</summary>
    public Task<T> RunAsync<T>(Task<T> task) => Time.RunAsync(task);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        _requests.Enqueue((path, body, Time.GetUtcNow()));
        var answers = _answers[path];
        if (answers.Count > 1 && answers.TryDequeue(out var next) || answers.TryPeek(out next))
            return next();
        throw new InvalidOperationException($"no answer for {path}");
    }
}
