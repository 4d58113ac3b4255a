using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using OAuthClient.OAuth1;
using OAuthClient.OAuth2;

namespace OAuthClient.Testing;

/// <summary>A provider to test logins against, without a network.</summary>
/// <remarks>
/// It speaks OAuth 1.0a and OAuth 2 with its grants, serves its metadata, registers clients, has a login-and-consent
/// page and an API, misbehaves as <see cref="Misbehave"/> says, and records its requests. It accepts every user name
/// without a password, so never use it to protect anything. Thread-safe.
/// </remarks>
public sealed partial class PretendProvider : IAsyncDisposable
{
    /// <summary>The client identifier that the provider knows.</summary>
    public const string ClientId = "pretend-client";

    /// <summary>The secret of that client. It is public, so it protects nothing.</summary>
    public const string ClientSecret = "pretend secret & salt";

    /// <summary>The password of every user, for OAuth 1's xAuth. It is public, so it protects nothing.</summary>
    public const string UserPassword = "pretend password & salt";

    private static readonly TimeSpan WrongClockOffset = TimeSpan.FromHours(1);

    private readonly ConcurrentQueue<PretendRequest> _requests = new();
    private readonly PretendOAuth1 _oauth1;
    private readonly PretendTokens _tokens;
    private readonly PretendMetadata _metadata;
    private readonly PretendDevices _devices;
    private readonly PretendCiba _ciba;
    private readonly PretendGrants _grants;
    private readonly PretendIntrospection _introspection;
    private readonly PretendRegistrations _registrations;
    private readonly PretendClientDocuments _clientDocuments;
    private readonly PretendOAuth2 _oauth2;
    private LoopbackServer? _server;

    /// <summary>The private key of that client in PEM, for OAuth 1 with RSA.</summary>
    /// <remarks>It is created when first asked for, and differs from run to run.</remarks>
    public static Secret ClientPrivateKey => OAuth1Verifier.PrivateKey;

    /// <summary>Creates a provider that is reached only through <see cref="Handler"/>.</summary>
    /// <param name="baseUrl">The address that it pretends to have.</param>
    public PretendProvider(string baseUrl = "https://pretend.example")
    {
        BaseUrl = baseUrl.TrimEnd('/');
        _oauth1 = new(this);
        _metadata = new(this);
        _tokens = new(this);
        var clients = new PretendClients(this);
        var polls = new PretendPolls(this, _tokens);
        _devices = new(this, clients, polls);
        _ciba = new(this, clients, polls);
        _grants = new(this, _tokens, _devices, _ciba);
        _introspection = new(this, clients, _tokens);
        _registrations = new(this, clients);
        _clientDocuments = new(this, clients);
        _oauth2 = new(this, clients, _tokens, _grants);
        Handler = new InMemoryHandler(AnswerAsync);
    }

    /// <summary>The address of the provider.</summary>
    public string BaseUrl { get; }

    /// <summary>The way to the provider without a network: give it to <see cref="OAuthDanceOptions.Http"/>.</summary>
    public HttpMessageHandler Handler { get; }

    /// <summary>The misbehavior of the provider from now on.</summary>
    /// <value>The default is <see cref="Misbehavior.None"/>.</value>
    public Misbehavior Misbehave { get; set; }

    /// <summary>
    /// Answers for the token endpoints of OAuth 1 and 2: a new message for each request, or null to let the endpoint
    /// process it.
    /// </summary>
    /// <remarks>
    /// It goes before <see cref="Misbehave"/>. The API does not accept a token from here: it knows only the provider's
    /// own.
    /// </remarks>
    /// <value>The default is none.</value>
    public Func<PretendRequest, HttpResponseMessage?>? TokenAnswer { get; set; }

    /// <summary>
    /// Answers of the API: a new message for each request, or null to let the API answer with the user.
    /// </summary>
    /// <remarks>It is asked before the token is checked.</remarks>
    /// <value>The default is none.</value>
    public Func<PretendRequest, HttpResponseMessage?>? ApiAnswer { get; set; }

    /// <summary>The provider's clock. A response that refuses an OAuth 1 request carries its time.</summary>
    /// <value>The default is the system's clock.</value>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>The requests so far, in order.</summary>
    public IReadOnlyList<PretendRequest> Requests => [.. _requests];

    /// <summary>The provider as an OAuth 2 provider, with the client registered.</summary>
    /// <remarks>
    /// It accepts pushed authorization requests, and sends the callback in the query or as a posted form.
    /// </remarks>
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
        DeviceAuthorizationEndpoint = $"{BaseUrl}/device_authorization",
        BackchannelAuthenticationEndpoint = $"{BaseUrl}/bc-authorize",
        IntrospectionEndpoint = $"{BaseUrl}/introspect",
        RegistrationEndpoint = $"{BaseUrl}/register",
        ClientIdMetadataDocuments = ClientDocuments is not null,
        Issuer = Issuer,
        IssuerInResponse = true,
        ApiBaseUrl = $"{BaseUrl}/api/",
        Allow = AllowedInsecurity,
    };

    /// <summary>The provider as an OAuth 1 provider, with the client registered.</summary>
    /// <remarks>It accepts every signature method, and the parameters in every place.</remarks>
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

    /// <summary>The lifetime of OAuth 2 access tokens.</summary>
    /// <value>The default is an hour.</value>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// The lifetime of OAuth 1 tokens, which then come with <c>oauth_expires_in</c> and an <c>oauth_session_handle</c>
    /// that renews them.
    /// </summary>
    /// <value>The default is null: the tokens do not end.</value>
    public TimeSpan? OAuth1TokenLifetime { get; set; }

    /// <summary>Whether each refresh issues a new refresh token.</summary>
    /// <value>The default is true, as RFC 9700 section 4.14 advises.</value>
    public bool RotatesRefreshTokens { get; set; } = true;

    /// <summary>How long a refresh token may be used again after its first use.</summary>
    /// <value>The default is not at all: a second use ends its login.</value>
    public TimeSpan RefreshTokenGrace { get; set; }

    /// <summary>The number of token requests that were refreshes, or renewals by an OAuth 1 session handle.</summary>
    public int RefreshCount => _requests.Count(request => request.Endpoint switch
    {
        PretendEndpoint.Token => request["grant_type"] == "refresh_token",
        PretendEndpoint.OAuth1Token => new OAuth1Request(request)["oauth_session_handle"] is not null,
        _ => false,
    });

    internal DateTimeOffset Now =>
        Time.GetUtcNow() + (Misbehave == Misbehavior.WrongClock ? WrongClockOffset : TimeSpan.Zero);

    private Insecure AllowedInsecurity =>
        BaseUrl.StartsWith("http:", StringComparison.Ordinal) ? Insecure.LoopbackHttp : Insecure.None;

    /// <summary>
    /// The id that the API gives a user beside the name. It depends on the name only, and is never zero.
    /// </summary>
    /// <param name="user">The name.</param>
    /// <returns>The id.</returns>
    public static long IdOf(string user) => 1 + BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(user)));

    /// <summary>
    /// Creates a provider that listens on a free port of this machine's loopback address, over real HTTP.
    /// </summary>
    /// <returns>The provider; dispose it to stop listening.</returns>
    public static PretendProvider Listen() => Serve(LoopbackServer.Start());

    /// <summary>
    /// Creates a provider that listens on a port of this machine's loopback address, over real HTTP: for a server whose
    /// address must stay the same.
    /// </summary>
    /// <param name="port">The port, from 1 to 65535.</param>
    /// <returns>The provider; dispose it to stop listening.</returns>
    /// <exception cref="HttpListenerException">Another program has the port.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such port.</exception>
    public static PretendProvider Listen(int port)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
        return Serve(LoopbackServer.Start(port));
    }

    private static PretendProvider Serve(LoopbackServer server)
    {
        var provider = new PretendProvider(server.BaseUrl) { _server = server };
        server.Serve(provider.AnswerAsync);
        return provider;
    }

    /// <summary>
    /// Ends all OAuth 2 access tokens before they expire, as a provider may: the API answers 401 from now on.
    /// </summary>
    public void EndAccessTokens() => _tokens.EndAccessTokens();

    /// <summary>Counts the requests to an endpoint.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <returns>The number of requests so far.</returns>
    public int CountCalls(PretendEndpoint endpoint) => _requests.Count(request => request.Endpoint == endpoint);

    /// <summary>Asserts that an endpoint was called exactly once.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <returns>The request.</returns>
    /// <exception cref="InvalidOperationException">
    /// The endpoint was called more often or not at all; the message lists all requests.
    /// </exception>
    public PretendRequest AssertCalledOnce(PretendEndpoint endpoint)
    {
        if (_requests.Where(request => request.Endpoint == endpoint).ToArray() is [var only])
            return only;
        throw new InvalidOperationException(
            $"{endpoint} was called {CountCalls(endpoint)} times and not once. "
            + $"Requests: {string.Join("; ", _requests)}.");
    }

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
        var request = await ReadAsync(message, cancellationToken).ConfigureAwait(false);
        _requests.Enqueue(request);
        if (CustomAnswer(request) is { } custom)
            return custom;
        var wrong = PretendRoutes.MayMisbehave(request.Endpoint)
            ? await MisbehavingTokenEndpoint.AnswerAsync(this, request, cancellationToken).ConfigureAwait(false)
            : null;
        if (wrong is not null)
            return wrong;
        await _clientDocuments.ReadAsync(request, cancellationToken).ConfigureAwait(false);
        return Answer(request);
    }

    private static async Task<PretendRequest> ReadAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var octets = message.Content is null
            ? []
            : await message.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var url = message.RequestUri!;
        var hasAuthorization = message.Headers.TryGetValues("Authorization", out var authorization);
        var hasTag = message.Headers.TryGetValues("If-None-Match", out var tag);
        var address = $"{url.Scheme}://{message.Headers.Host ?? url.Authority}{url.PathAndQuery}";
        return new(PretendRoutes.Find(url.AbsolutePath), message.Method.Method, address)
        {
            Authorization = hasAuthorization ? authorization!.Single() : null,
            IfNoneMatch = hasTag ? tag!.First() : null,
            ContentType = message.Content?.Headers.ContentType?.MediaType,
            Body = WireFormat.DecodeUtf8(octets),
            Octets = octets,
        };
    }

    private HttpResponseMessage Answer(PretendRequest request) => request.Endpoint switch
    {
        PretendEndpoint.Authorization => _oauth2.Authorize(request),
        PretendEndpoint.PushedAuthorizationRequest => _oauth2.Push(request),
        PretendEndpoint.Token => _oauth2.Token(request),
        PretendEndpoint.Revocation => _oauth2.Revoke(request),
        PretendEndpoint.Metadata => _metadata.Answer(request),
        PretendEndpoint.Keys => Responses.Text(HttpStatusCode.OK, "application/json", """{"keys":[]}"""),
        PretendEndpoint.DeviceAuthorization => _devices.Begin(request),
        PretendEndpoint.DeviceVerification => _devices.Show(request),
        PretendEndpoint.BackchannelAuthentication => _ciba.Begin(request),
        PretendEndpoint.Introspection => _introspection.Answer(request),
        PretendEndpoint.Registration => _registrations.Register(request),
        PretendEndpoint.ClientConfiguration => _registrations.Manage(request),
        PretendEndpoint.TemporaryCredential => _oauth1.IssueTemporaryCredentials(request),
        PretendEndpoint.OAuth1Authorization => _oauth1.Authorize(request),
        PretendEndpoint.OAuth1Token => _oauth1.IssueTokenCredentials(request),
        PretendEndpoint.Consent => Consent(request),
        PretendEndpoint.Api => Api(request),
        _ => Responses.Text(HttpStatusCode.NotFound, "text/plain", "nothing here"),
    };

    private HttpResponseMessage? CustomAnswer(PretendRequest request) => request.Endpoint switch
    {
        PretendEndpoint.Token or PretendEndpoint.OAuth1Token => TokenAnswer?.Invoke(request),
        PretendEndpoint.Api => ApiAnswer?.Invoke(request),
        PretendEndpoint.Metadata => MetadataAnswer?.Invoke(request),
        _ => null,
    };

    private HttpResponseMessage Consent(PretendRequest request)
    {
        var ticket = request["ticket"] ?? "";
        var user = request["user"] ?? "";
        var allowed = request["decision"] == "allow";
        string[] refusedScopes = [.. request.Form.Where(field => field.Name == "refuse").Select(field => field.Value)];
        return _oauth2.Consent(ticket, user, allowed, refusedScopes)
            ?? _oauth1.Consent(ticket, user, allowed)
            ?? Responses.Html("<h1>This page has been used</h1>", HttpStatusCode.BadRequest);
    }

    private HttpResponseMessage Api(PretendRequest request)
    {
        if (new OAuth1Request(request).IsSigned)
            return _oauth1.CallApi(request);
        // RFC 6750 sections 2.1 and 2.3: the token is in the header or in the query.
        var inQuery = request["access_token"] is { } token ? $"Bearer {token}" : null;
        return (request.Authorization ?? inQuery) is { } authorization && _oauth2.UserOf(authorization) is { } user
            ? Responses.User(user)
            : MisbehavingRefresh.RefuseToken(this);
    }
}
