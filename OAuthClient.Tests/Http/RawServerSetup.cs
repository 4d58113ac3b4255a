namespace OAuthClient.Tests.Http;

/// <summary>
/// A dance whose token endpoint is a <see cref="RawServer"/> over real sockets. All other endpoints of the provider are
/// in memory.
/// </summary>
internal sealed class RawServerSetup : IAsyncDisposable
{
    private readonly RoutingHandler _http;
    private readonly DanceSetup _setup;

    public RawServerSetup(Protocol protocol, string tokenEndpoint)
    {
        RoutingHandler? http = null;
        _setup = new(protocol, options => options with { Http = http = new(options.Http!) });
        _http = http!;
        OAuthProvider provider = protocol == Protocol.OAuth2
            ? _setup.Provider.OAuth2 with { TokenEndpoint = tokenEndpoint, Allow = Insecure.LoopbackHttp }
            : _setup.Provider.OAuth1 with { TokenEndpoint = tokenEndpoint, Allow = Insecure.LoopbackHttp };
        Dance = new(provider, DanceSetup.RedirectUri, _setup.Options);
    }

    public OAuthDance Dance { get; }

    public int StoredTokenCount => _setup.Tokens.Count;

    /// <summary>Runs a login from begin to finish. The user allows the login.</summary>
    /// <param name="user">The user that logs in.</param>
    /// <param name="duringTokenRequest">
    /// An action that runs during the token request and gets the clock of the dance; null for no action.
    /// </param>
    public async Task<OAuthOutcome> LoginAsync(OAuthUser user, Func<TimeProvider, Task>? duringTokenRequest = null)
    {
        var login = await Dance.BeginAsync(user);
        var callback = await _setup.Browser.AllowAsync(login.AuthorizationUrl!);
        var outcome = Dance.FinishAsync(callback, login.BrowserKey).AsTask();
        if (duringTokenRequest is not null)
            await duringTokenRequest(_setup.Time);
        return await outcome;
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _setup.Provider.DisposeAsync();
    }

    private sealed class RoutingHandler(HttpMessageHandler inMemory) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _inMemory = new(inMemory, disposeHandler: false);
        private readonly HttpMessageInvoker _sockets = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
        });

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            (request.RequestUri!.IsLoopback ? _sockets : _inMemory).SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            _sockets.Dispose();
            _inMemory.Dispose();
            base.Dispose(disposing);
        }
    }
}
