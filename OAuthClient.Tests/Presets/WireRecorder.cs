using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Web;
using Flurl.Http;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Presets;

/// <summary>
/// Logs in and calls the API with a provider value, and records the requests. The recorder itself answers as the
/// provider, in memory, at any address. Requests are recorded as lines: <c>name=value</c> for parameters,
/// <c>Name: value</c> for headers, <c>POST https://…</c> for the request line.
/// </summary>
internal sealed class WireRecorder : HttpMessageHandler
{
    public const string RedirectUri = "https://app.example/callback";

    /// <summary>The recorded lines of the authorization request, with percent-encoded parameters.</summary>
    public IReadOnlyList<string> AuthorizationLines { get; private set; } = [];

    public IReadOnlyList<string> TokenRequestLines { get; private set; } = [];

    /// <summary>The recorded lines of the OAuth 1 request for a request token.</summary>
    public IReadOnlyList<string> RequestTokenLines { get; private set; } = [];

    public IReadOnlyList<string> ApiRequestLines { get; private set; } = [];

    /// <summary>The response body of the token endpoint.</summary>
    public string TokenResponseBody { get; init; } = """{"access_token":"the-token","token_type":"bearer","expires_in":3600}""";

    /// <summary>Whether the provider leaves the state out of the callback.</summary>
    public bool DropsState { get; init; }

    /// <summary>The parameters of the callback, without the state.</summary>
    public string CallbackParameters { get; init; } = "code=the-code";

    /// <summary>The name of the callback parameter with the provider's HMAC; null for an unsigned callback.</summary>
    public string? CallbackHmacParameter { get; init; }

    public OAuthToken? StoredToken { get; private set; }

    private OAuthDance? Dance { get; set; }

    public async Task<OAuthOutcome> LoginAsync(OAuthProvider provider)
    {
        var dance = new OAuthDance(provider, RedirectUri, new() { Http = this, Signals = new(strict: false) });
        var login = await dance.BeginAsync("42");
        RequestTokenLines = TokenRequestLines;
        TokenRequestLines = [];
        var query = HttpUtility.ParseQueryString(login.AuthorizationUrl!.Query);
        AuthorizationLines =
        [
            $"GET {login.AuthorizationUrl.OriginalString.Split('?')[0]}",
            .. login.AuthorizationUrl.Query.TrimStart('?').Split('&'),
        ];
        Dance = dance;
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

    /// <summary>Reads a request as lines.</summary>
    public static async Task<IReadOnlyList<string>> ReadLinesAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var pairs = body.StartsWith('{') ? JsonPairs(body) : FormPairs(body, request.RequestUri!.Query);
        return
        [
            $"{request.Method} {request.RequestUri!.OriginalString.Split('?')[0]}",
            .. request.Headers.NonValidated.Select(header => $"{header.Key}: {header.Value}"),
            $"Content-Type: {request.Content?.Headers.ContentType?.MediaType}",
            .. pairs,
        ];
    }

    /// <summary>Signs out the user who has logged in.</summary>
    /// <returns>The recorded lines of the last revocation request.</returns>
    public async Task<IReadOnlyList<string>> SignOutAsync()
    {
        await Dance!.Session("42").SignOutAsync();
        return TokenRequestLines;
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var lines = await ReadLinesAsync(request, cancellationToken);
        if (request.Method == HttpMethod.Post)
            TokenRequestLines = lines;
        else
            ApiRequestLines = lines;
        return new() { Content = new StringContent(request.Method == HttpMethod.Post ? TokenResponseBody : "{}") };
    }

    private OAuthCallback CreateCallback(string? redirectUri, string? state, OAuthProvider provider)
    {
        var parameters = state is null || DropsState ? CallbackParameters : $"{CallbackParameters}&state={state}";
        if (CallbackHmacParameter is not null)
            parameters = $"{CallbackHmacParameter}={Sign(parameters, provider.ClientSecret)}&{parameters}";
        if (provider is OAuth2Provider { ResponseMode: ResponseMode.FormPost })
            return OAuthCallback.FromForm(parameters);
        // Some providers take an alias in place of the redirect URI and know the redirect URI of the alias.
        var address = redirectUri?.StartsWith(RedirectUri, StringComparison.Ordinal) == true
            ? redirectUri
            : RedirectUri;
        var separator = address.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return OAuthCallback.FromUrl($"{address}{separator}{parameters}");
    }

    private static IEnumerable<string> JsonPairs(string body) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(body)!.Select(pair => $"{pair.Key}={pair.Value}");

    private static IEnumerable<string> FormPairs(string body, string query) =>
        (body.Length > 0 ? body.Split('&') : [])
            .Concat(query.TrimStart('?').Split('&'))
            .Select(pair => WebUtility.UrlDecode(pair));

    private static string Sign(string query, Secret key)
    {
        var sorted = string.Join('&', query.Split('&').Order(StringComparer.Ordinal));
        var hmac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key.Reveal()), Encoding.UTF8.GetBytes(sorted));
        return Convert.ToHexStringLower(hmac);
    }
}
