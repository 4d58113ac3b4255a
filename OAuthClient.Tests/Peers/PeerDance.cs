using OAuthClient.OAuth2;
using OAuthClient.Storage;
using Signals;

namespace OAuthClient.Tests.Peers;

/// <summary>
/// One dance with a peer: the client over real HTTP, a user with a browser, and the requests that the peer
/// received.
/// </summary>
internal sealed class PeerDance
{
    public static readonly OAuthUser User = "42";

    private readonly string _testId = TestContext.CurrentContext.Test.ID;
    private readonly MemoryPendingDanceStore _pendingDances = new(TimeProvider.System);
    private readonly PeerBrowser _browser = new();
    private Secret _browserKey;

    private PeerDance(Peer peer, OAuth2Provider provider)
    {
        var options = new OAuthDanceOptions
        {
            Http = new DanceHeaderHandler(_testId),
            Signals = new SignalRegistry(),
            PendingDances = _pendingDances,
        };
        Peer = peer;
        Dance = new(provider, PeerClient.RedirectUri, options);
    }

    /// <summary>Adds the test's id as a header to each request, because concurrent tests share a server.</summary>
    private sealed class DanceHeaderHandler(string name)
        : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("dance", name);
            return base.SendAsync(request, cancellationToken);
        }
    }

    public Peer Peer { get; }

    public OAuthDance Dance { get; }

    /// <summary>Creates a dance with a peer, and starts the peer if it is not running.</summary>
    public static async Task<PeerDance> CreateAsync(
        PeerName name, PeerClient client, Func<OAuth2Provider, OAuth2Provider>? change = null)
    {
        var peer = await Peers.GetAsync(name);
        var provider = peer.CreateProvider(client);
        return new(peer, change?.Invoke(provider) ?? provider);
    }

    public async Task<Uri> BeginAsync()
    {
        var login = await Dance.BeginAsync(User);
        Assert.That(login.IsBegun, Is.True, login.Error?.ToString());
        _browserKey = login.BrowserKey;
        return login.AuthorizationUrl!;
    }

    public async Task<PeerCallback> AllowAsync() => await _browser.AllowAsync(await BeginAsync());

    public async Task<PeerCallback> DenyAsync() => await _browser.DenyAsync(await BeginAsync());

    public async Task<OAuthOutcome> FinishAsync(PeerCallback callback) =>
        await Dance.FinishAsync(callback.Parameters, _browserKey);

    /// <summary>Runs a whole login that the user allows.</summary>
    public async Task<OAuthOutcome> LoginAsync() => await FinishAsync(await AllowAsync());

    /// <summary>Runs a whole login that must succeed, and returns its token.</summary>
    public async Task<OAuthToken> LoginForTokenAsync()
    {
        var outcome = await LoginAsync();
        Assert.That(outcome.Kind, Is.EqualTo(OAuthOutcomeKind.Stored), outcome.Error?.ToString());
        return (await Dance.Session(User).GetTokenAsync())!;
    }

    /// <summary>Lets the stored token count as expired.</summary>
    public async Task ExpireTokenAsync()
    {
        var key = Dance.Session(User).Key!.Value;
        var stored = (await Dance.Dependencies.Tokens.GetAsync(key))!;
        var expired = stored.Token with { ReceivedAt = DateTimeOffset.UnixEpoch, ExpiresAt = DateTimeOffset.UnixEpoch };
        await Dance.Dependencies.Tokens.PutAsync(key, expired, stored.Version);
    }

    /// <summary>
    /// Creates the token request of a public client, with the authorization code and the PKCE verifier. The test sends
    /// the token request without the dance.
    /// </summary>
    public async Task<FormUrlEncodedContent> CreateTokenRequestAsync(PeerCallback callback)
    {
        var pending = await _pendingDances.FindAsync(callback.Parameters["state"]!);
        return new(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = callback.Parameters["code"]!,
            ["redirect_uri"] = PeerClient.RedirectUri,
            ["client_id"] = Dance.Provider.ClientId,
            ["code_verifier"] = pending!.TokenRequestSecret.Reveal(),
        });
    }

    public Task<IReadOnlyList<SeenRequest>> PushedRequestsAsync() =>
        Peer.SeenAsync(_testId, Peer.Metadata.PushedAuthorizationRequestEndpoint);

    public Task<IReadOnlyList<SeenRequest>> TokenRequestsAsync() =>
        Peer.SeenAsync(_testId, Peer.Metadata.TokenEndpoint);
}
