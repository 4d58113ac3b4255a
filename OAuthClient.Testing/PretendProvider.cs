using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using OAuthClient.OAuth1;
using OAuthClient.OAuth2;

namespace OAuthClient.Testing;

/// <summary>
/// A provider to test logins against, without a network: it speaks OAuth 1.0a and OAuth 2, has a login-and-consent page and an API,
/// misbehaves when told to, and counts what reaches it. It believes every user name, so never use it to let anybody in. Thread-safe.
/// </summary>
public sealed class PretendProvider : IAsyncDisposable
{
    /// <summary>The client identifier that it knows.</summary>
    public const string ClientId = "pretend-client";

    /// <summary>The secret of that client: no secret at all.</summary>
    public const string ClientSecret = "pretend secret & salt";

    private static readonly TimeSpan WrongClockOffset = TimeSpan.FromHours(1);
    private readonly ConcurrentQueue<PretendRequest> _requests = new();
    private readonly PretendOAuth1 _oauth1;
    private readonly PretendOAuth2 _oauth2;
    private LoopbackServer? _server;

    /// <summary>The private key of that client, for OAuth 1 with RSA, in PEM: made when first asked for, and another in each run.</summary>
    public static Secret ClientPrivateKey => OAuth1Verifier.PrivateKey;

    /// <summary>Makes a provider that is reached through <see cref="Handler"/> only.</summary>
    /// <param name="baseUrl">Where it pretends to be.</param>
    public PretendProvider(string baseUrl = "https://pretend.example")
    {
        BaseUrl = baseUrl.TrimEnd('/');
        (_oauth1, _oauth2) = (new(this), new(this));
        Handler = new InMemoryHandler(AnswerAsync);
    }

    /// <summary>Where it is.</summary>
    public string BaseUrl { get; }

    /// <summary>The way to it without a network: give it to <see cref="OAuthDanceOptions.Http"/>.</summary>
    public HttpMessageHandler Handler { get; }

    /// <summary>What it does wrong from now on.</summary>
    public Misbehavior Misbehave { get; set; }

    /// <summary>
    /// What its token endpoints, OAuth 1 and 2, answer instead of their own: a new message for each request, or null to let the endpoint do its work. It
    /// goes before <see cref="Misbehave"/>. What it answers opens nothing here: the API knows only tokens of the provider's own. The default is none.
    /// </summary>
    public Func<PretendRequest, HttpResponseMessage?>? TokenAnswer { get; set; }

    /// <summary>Its clock, which it tells in answers that refuse an OAuth 1 request. The default is the system's.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>What has reached it, in order.</summary>
    public IReadOnlyList<PretendRequest> Requests => [.. _requests];

    /// <summary>Itself as an OAuth 2 provider, the client registered. It takes pushed authorization requests when asked to, in the query or as a posted form it answers as asked.</summary>
    public OAuth2Provider OAuth2 => new()
    {
        Name = "pretend",
        ClientId = ClientId,
        ClientSecret = ClientSecret,
        AuthorizationEndpoint = $"{BaseUrl}/authorize",
        TokenEndpoint = $"{BaseUrl}/token",
        RevocationEndpoint = $"{BaseUrl}/revoke",
        PushedAuthorizationRequestEndpoint = $"{BaseUrl}/par",
        PushedAuthorization = PushedAuthorization.Off,
        Issuer = BaseUrl,
        IssuerInResponse = true,
        ApiBaseUrl = $"{BaseUrl}/api/",
        Allow = AllowedInsecurity,
    };

    /// <summary>Itself as an OAuth 1 provider, the client registered. It believes every signature method, wherever the parameters are.</summary>
    public OAuth1Provider OAuth1 => new()
    {
        Name = "pretend1",
        ClientId = ClientId,
        ClientSecret = ClientSecret,
        TemporaryCredentialEndpoint = $"{BaseUrl}/oauth1/initiate",
        AuthorizationEndpoint = $"{BaseUrl}/oauth1/authorize",
        TokenEndpoint = $"{BaseUrl}/oauth1/token",
        ApiBaseUrl = $"{BaseUrl}/api/",
        Allow = AllowedInsecurity,
    };

    /// <summary>How long its OAuth 2 access tokens last. The default is an hour.</summary>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Whether each refresh brings a new refresh token. The default is yes, as RFC 9700 section 4.14 advises.</summary>
    public bool RotatesRefreshTokens { get; set; } = true;

    /// <summary>How long a refresh token may be used again after it was spent. The default is not at all: one that comes again ends its login.</summary>
    public TimeSpan RefreshTokenGrace { get; set; }

    /// <summary>How many of its token requests were refreshes.</summary>
    public int RefreshCount => _requests.Count(request => request.Endpoint == PretendEndpoint.Token && request["grant_type"] == "refresh_token");

    internal DateTimeOffset Now => Time.GetUtcNow() + (Misbehave == Misbehavior.WrongClock ? WrongClockOffset : TimeSpan.Zero);

    private Insecure AllowedInsecurity => BaseUrl.StartsWith("http:", StringComparison.Ordinal) ? Insecure.LoopbackHttp : Insecure.None;

    /// <summary>The id that the API gives a user beside the name: the same for the same name, and never zero.</summary>
    /// <param name="user">The name.</param>
    /// <returns>The id.</returns>
    public static long IdOf(string user) => 1 + BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(user)));

    /// <summary>Makes a provider that listens on a free port of this machine's loopback address, over real HTTP.</summary>
    /// <returns>The provider; dispose it to stop listening.</returns>
    public static PretendProvider Listen()
    {
        var server = LoopbackServer.Start();
        var provider = new PretendProvider(server.BaseUrl) { _server = server };
        server.Serve(provider.AnswerAsync);
        return provider;
    }

    /// <summary>Ends all OAuth 2 access tokens before their time, as a provider may: the API answers 401 from now on.</summary>
    public void EndAccessTokens() => _oauth2.Tokens.EndAccessTokens();

    /// <summary>How often an endpoint was called.</summary>
    /// <param name="endpoint">Which.</param>
    /// <returns>The number of requests so far.</returns>
    public int CountCalls(PretendEndpoint endpoint) => _requests.Count(request => request.Endpoint == endpoint);

    /// <summary>Asserts that an endpoint was called exactly once.</summary>
    /// <param name="endpoint">Which.</param>
    /// <returns>The request.</returns>
    /// <exception cref="InvalidOperationException">It was not; the message lists what was called.</exception>
    public PretendRequest AssertCalledOnce(PretendEndpoint endpoint) => _requests.Where(request => request.Endpoint == endpoint).ToArray() is [var only]
        ? only
        : throw new InvalidOperationException($"{endpoint} was called {CountCalls(endpoint)} times and not once. Requests: {string.Join("; ", _requests)}.");

    /// <summary>Stops listening, if it listens.</summary>
    /// <returns>A task that ends when it has stopped.</returns>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync().ConfigureAwait(false);
        Handler.Dispose();
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var octets = message.Content is null ? [] : await message.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var url = message.RequestUri!;
        var request = new PretendRequest(
            EndpointAt(url.AbsolutePath),
            message.Method.Method,
            $"{url.Scheme}://{message.Headers.Host ?? url.Authority}{url.PathAndQuery}",
            message.Headers.TryGetValues("Authorization", out var authorization) ? authorization.Single() : null,
            message.Content?.Headers.ContentType?.MediaType,
            WireFormat.DecodeUtf8(octets))
        { Octets = octets };
        _requests.Enqueue(request);
        if (CustomTokenAnswer(request) is { } said)
            return said;
        if (request.Endpoint is PretendEndpoint.Token or PretendEndpoint.OAuth1Token or PretendEndpoint.PushedAuthorizationRequest && await MisbehavingTokenEndpoint.AnswerAsync(this, request, cancellationToken).ConfigureAwait(false) is { } wrong)
            return wrong;
        return request.Endpoint switch
        {
            PretendEndpoint.Authorization => _oauth2.Authorize(request),
            PretendEndpoint.PushedAuthorizationRequest => _oauth2.Push(request),
            PretendEndpoint.Token => _oauth2.Token(request),
            PretendEndpoint.Revocation => _oauth2.Revoke(request),
            PretendEndpoint.TemporaryCredential => _oauth1.IssueTemporaryCredentials(request),
            PretendEndpoint.OAuth1Authorization => _oauth1.Authorize(request),
            PretendEndpoint.OAuth1Token => _oauth1.IssueTokenCredentials(request),
            PretendEndpoint.Consent => Consent(request),
            PretendEndpoint.Api => Api(request),
            _ => Responses.Text(HttpStatusCode.NotFound, "text/plain", "nothing here"),
        };
    }

    private HttpResponseMessage? CustomTokenAnswer(PretendRequest request) =>
        request.Endpoint is PretendEndpoint.Token or PretendEndpoint.OAuth1Token ? TokenAnswer?.Invoke(request) : null;

    private HttpResponseMessage Consent(PretendRequest request)
    {
        var (ticket, user, allowed) = (request["ticket"] ?? "", request["user"] ?? "", request["decision"] == "allow");
        return _oauth2.Consent(ticket, user, allowed, [.. request.Form.Where(field => field.Name == "refuse").Select(field => field.Value)]) ?? _oauth1.Consent(ticket, user, allowed) ?? Responses.Html("<h1>This page has been used</h1>", HttpStatusCode.BadRequest);
    }

    private HttpResponseMessage Api(PretendRequest request)
    {
        if (new OAuth1Request(request).IsSigned)
            return _oauth1.CallApi(request);
        // RFC 6750 sections 2.1 and 2.3: in the header, or where it must be in the query.
        return (request.Authorization ?? (request["access_token"] is { } token ? $"Bearer {token}" : null)) is { } authorization && _oauth2.UserOf(authorization) is { } user
            ? Responses.User(user)
            : Responses.Error("invalid_token", "no token, or one that is not known", HttpStatusCode.Unauthorized);
    }

    private static PretendEndpoint EndpointAt(string path) => path switch
    {
        "/authorize" => PretendEndpoint.Authorization,
        "/par" => PretendEndpoint.PushedAuthorizationRequest,
        "/token" => PretendEndpoint.Token,
        "/revoke" => PretendEndpoint.Revocation,
        "/oauth1/initiate" => PretendEndpoint.TemporaryCredential,
        "/oauth1/authorize" => PretendEndpoint.OAuth1Authorization,
        "/oauth1/token" => PretendEndpoint.OAuth1Token,
        "/consent" => PretendEndpoint.Consent,
        _ when path.StartsWith("/api/", StringComparison.Ordinal) => PretendEndpoint.Api,
        _ => PretendEndpoint.Unknown,
    };
}
