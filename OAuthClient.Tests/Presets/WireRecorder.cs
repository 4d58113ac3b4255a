using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Web;
using Flurl.Http;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Presets;

/// <summary>
/// A login and a call of the API with some provider's value, through a provider in memory that answers at whatever address, and what went
/// over the wire meanwhile: <c>name=value</c> for parameters, <c>Name: value</c> for headers, <c>POST https://…</c> for requests.
/// </summary>
internal sealed class WireRecorder : HttpMessageHandler
{
    public const string Callback = "https://app.example/callback";

    /// <summary>What the authorization request says, percent-encoded as it is.</summary>
    public IReadOnlyList<string> Authorization { get; private set; } = [];

    public IReadOnlyList<string> Token { get; private set; } = [];

    /// <summary>The first request of OAuth 1, for a request token.</summary>
    public IReadOnlyList<string> RequestToken { get; private set; } = [];

    public IReadOnlyList<string> Api { get; private set; } = [];

    /// <summary>What the token endpoint answers.</summary>
    public string Answer { get; init; } = """{"access_token":"the-token","token_type":"bearer","expires_in":3600}""";

    /// <summary>The provider does not give the state back.</summary>
    public bool DropsState { get; init; }

    /// <summary>What the callback says besides the state.</summary>
    public string CallbackParameters { get; init; } = "code=the-code";

    /// <summary>The parameter in which the provider signs its callbacks.</summary>
    public string? CallbackHmacParameter { get; init; }

    public OAuthToken? StoredToken { get; private set; }

    public async Task<OAuthOutcome> LoginAsync(OAuthProvider provider)
    {
        var dance = new OAuthDance(provider, Callback, new() { Http = this, Signals = new(strict: false) });
        var login = await dance.BeginAsync("42");
        (RequestToken, Token) = (Token, []);
        var query = HttpUtility.ParseQueryString(login.AuthorizationUrl!.Query);
        Authorization =
        [
            $"GET {login.AuthorizationUrl.OriginalString.Split('?')[0]}",
            .. login.AuthorizationUrl.Query.TrimStart('?').Split('&'),
        ];
        var outcome = await dance.FinishAsync(
            CreateCallback(query["redirect_uri"], query["state"], provider), login.BrowserKey);
        if (outcome.IsStored)
        {
            StoredToken = await dance.Session("42").GetTokenAsync();
            if (provider.ApiBaseUrl is not null && await dance.Session("42").IsAuthorizedAsync())
                await dance.Session("42").Request("me").AllowAnyHttpStatus().GetAsync();
        }
        return outcome;
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var pairs = body.StartsWith('{')
            ? JsonSerializer.Deserialize<Dictionary<string, string>>(body)!.Select(pair => $"{pair.Key}={pair.Value}")
            : (body.Length > 0 ? body.Split('&') : [])
                .Concat(request.RequestUri!.Query.TrimStart('?').Split('&')).Select(pair => WebUtility.UrlDecode(pair));
        string[] lines =
        [
            $"{request.Method} {request.RequestUri!.OriginalString.Split('?')[0]}",
            .. request.Headers.NonValidated.Select(header => $"{header.Key}: {header.Value}"),
            $"Content-Type: {request.Content?.Headers.ContentType?.MediaType}",
            .. pairs,
        ];
        if (request.Method == HttpMethod.Post)
            Token = lines;
        else
            Api = lines;
        return new() { Content = new StringContent(request.Method == HttpMethod.Post ? Answer : "{}") };
    }

    private OAuthCallback CreateCallback(string? redirectUri, string? state, OAuthProvider provider)
    {
        var parameters = state is null || DropsState ? CallbackParameters : $"{CallbackParameters}&state={state}";
        if (CallbackHmacParameter is not null)
            parameters = $"{CallbackHmacParameter}={Sign(parameters, provider.ClientSecret)}&{parameters}";
        if (provider is OAuth2Provider { ResponseMode: ResponseMode.FormPost })
            return OAuthCallback.FromForm(parameters);
        // Where an alias is sent, the provider knows the address.
        var address = redirectUri?.StartsWith(Callback, StringComparison.Ordinal) == true ? redirectUri : Callback;
        return OAuthCallback.FromUrl(
            $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{parameters}");
    }

    private static string Sign(string query, Secret key) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(
                Encoding.UTF8.GetBytes(key.Reveal()),
                Encoding.UTF8.GetBytes(string.Join('&', query.Split('&').Order(StringComparer.Ordinal)))));
}
