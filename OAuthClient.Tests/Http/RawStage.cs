namespace OAuthClient.Tests.Http;

/// <summary>A stage whose token endpoint is a <see cref="RawServer"/>, reached over real sockets; all else is in memory.</summary>
internal sealed class RawStage : IAsyncDisposable
{
    private readonly Routing _http;
    private readonly Stage _stage;

    public RawStage(Protocol protocol, string tokenEndpoint)
    {
        Routing? http = null;
        _stage = new(protocol, options => options with { Http = http = new(options.Http!) });
        _http = http!;
        OAuthProvider provider = protocol == Protocol.OAuth2
            ? _stage.Provider.OAuth2 with { TokenEndpoint = tokenEndpoint, Allow = Insecure.LoopbackHttp }
            : _stage.Provider.OAuth1 with { TokenEndpoint = tokenEndpoint, Allow = Insecure.LoopbackHttp };
        Dance = new(provider, Stage.Callback, _stage.Options);
    }

    public OAuthDance Dance { get; }

    public int Stored => _stage.Tokens.Count;

    /// <summary>A whole login, the user allowing it.</summary>
    /// <param name="user">Who.</param>
    /// <param name="whileAsking">What happens while the token is asked for, with the clock.</param>
    public async Task<OAuthOutcome> LoginAsync(OAuthUser user, Func<TimeProvider, Task>? whileAsking = null)
    {
        var login = await Dance.BeginAsync(user);
        var callback = await _stage.Browser.AllowAsync(login.AuthorizationUrl!);
        var outcome = Dance.FinishAsync(callback, login.BrowserKey).AsTask();
        if (whileAsking is not null)
            await whileAsking(_stage.Time);
        return await outcome;
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _stage.Provider.DisposeAsync();
    }

    private sealed class Routing(HttpMessageHandler inMemory) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _inMemory = new(inMemory, disposeHandler: false);
        private readonly HttpMessageInvoker _sockets = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            (request.RequestUri!.IsLoopback ? _sockets : _inMemory).SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            _sockets.Dispose();
            _inMemory.Dispose();
            base.Dispose(disposing);
        }
    }
}
