using System.Collections.Concurrent;
using System.Net;
using System.Web;
using Microsoft.Extensions.Time.Testing;
using OAuthClient.Http;
using OAuthClient.OAuth2;
using OAuthClient.Storage;

namespace OAuthClient.Tests.Presets;

/// <summary>
/// A provider that plays <see cref="ProviderAnswers"/> in memory, a dance with it, and a clock. The test decides what
/// the provider answers to a refresh and to calls.
/// </summary>
internal sealed class ProviderScript : HttpMessageHandler
{
    private readonly ProviderAnswers _answers;
    private readonly OAuth2Provider _provider;
    private readonly MemoryTokenStore _tokens = new();
    private readonly OAuthDance _dance;
    private readonly ConcurrentQueue<(string Kind, IReadOnlyList<string> Lines)> _requests = [];

    public ProviderScript(ProviderAnswers answers)
    {
        _answers = answers;
        _provider = answers.CreateProvider();
        RefreshAnswer = answers.Refresh;
        var signals = new Signals.SignalRegistry(strict: false);
        _dance = new(_provider, WireRecorder.RedirectUri, new()
        {
            Http = this,
            Signals = signals,
            Time = Time,
            Tokens = _tokens,
        });
        new RegistrySignals(signals).Error.Connect((_, failure) => Errors.Enqueue(failure.Error.Code));
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>The answer to a refresh, or to the renewal of a live token.</summary>
    public ProviderAnswer? RefreshAnswer { get; set; }

    /// <summary>The answer of the API to the token of the login; null for 401.</summary>
    public ProviderAnswer? OldTokenAnswer { get; set; }

    /// <summary>The codes of the errors that were announced.</summary>
    public ConcurrentQueue<string> Errors { get; } = [];

    public OAuthSession Session => _dance.Session("42");

    /// <summary>The requests of a kind: <c>code</c>, <c>exchange</c>, <c>refresh</c> or <c>other</c>.</summary>
    public IEnumerable<IReadOnlyList<string>> Requests(string kind) =>
        _requests.Where(request => request.Kind == kind).Select(request => request.Lines);

    public async Task<OAuthOutcome> LoginAsync()
    {
        var login = await _dance.BeginAsync("42");
        var state = HttpUtility.ParseQueryString(login.AuthorizationUrl!.Query)["state"];
        var parameters = $"{_answers.Callback}&state={state}";
        var callback = _provider.ResponseMode == ResponseMode.FormPost
            ? OAuthCallback.FromForm(parameters)
            : OAuthCallback.FromUrl($"{WireRecorder.RedirectUri}?{parameters}");
        return await _dance.FinishAsync(callback, login.BrowserKey);
    }

    /// <summary>
    /// Advances the clock until a refresh is due: beyond the end of a token, or just before that of a live one.
    /// </summary>
    /// <param name="beyondEnd">Whether a live token ends too.</param>
    public async Task AgeAsync(bool beyondEnd = false)
    {
        var token = await ReadAsync();
        var rest = token?.ExpiresAt - Time.GetUtcNow() ?? TimeSpan.FromHours(1);
        var margin = TimeSpan.FromSeconds(beyondEnd || _provider.Refresh.LiveToken is null ? 60 : -5);
        Time.Advance(rest + margin);
    }

    /// <summary>Reads the stored token as it is, without a refresh.</summary>
    public async Task<OAuthToken?> ReadAsync() =>
        (await _tokens.GetAsync(Session.Key!.Value))?.Token;

    public async Task<HttpResponseMessage> CallAsync()
    {
        using var client = new HttpClient(new OAuthHandler(Session));
        return await client.GetAsync(_provider.ApiBaseUrl + "me");
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var lines = await WireRecorder.ReadLinesAsync(request, cancellationToken);
        var kind = KindOf(lines);
        _requests.Enqueue((kind, lines));
        return kind switch
        {
            "code" => _answers.Code.CreateResponse(),
            "exchange" => _answers.Exchange!.CreateResponse(),
            "refresh" => RefreshAnswer!.CreateResponse(),
            _ => AnswerOther(lines),
        };
    }

    private static string KindOf(IReadOnlyList<string> lines) =>
        lines.FirstOrDefault(line => line.StartsWith("grant_type=", StringComparison.Ordinal)) switch
        {
            null => "other",
            "grant_type=authorization_code" => "code",
            var grant when grant.EndsWith("exchange_token", StringComparison.Ordinal) => "exchange",
            _ => "refresh",
        };

    // A call with the token of the refresh succeeds; the token of the login is refused.
    private HttpResponseMessage AnswerOther(IReadOnlyList<string> lines)
    {
        if (lines[0].StartsWith("POST ", StringComparison.Ordinal))
            return _answers.Revocation!.CreateResponse();
        var isFresh = _answers.Refresh?.Token is { } fresh
            && lines.Any(line => line.EndsWith(fresh.AccessToken, StringComparison.Ordinal));
        if (isFresh)
            return new(HttpStatusCode.OK) { Content = new StringContent("{}") };
        return OldTokenAnswer?.CreateResponse() ?? new(HttpStatusCode.Unauthorized);
    }
}
