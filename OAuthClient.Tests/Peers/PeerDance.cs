using OAuthClient.OAuth2;
using OAuthClient.Storage;
using Signals;

namespace OAuthClient.Tests.Peers;

/// <summary>One dance with a peer: our client over real HTTP, a user with a browser, and what reached the server.</summary>
internal sealed class PeerDance
{
    public static readonly OAuthUser User = "42";

    private readonly string _name = TestContext.CurrentContext.Test.ID;
    private readonly MemoryPendingDanceStore _pending = new(TimeProvider.System);
    private Secret _cookie;

    private PeerDance(Peer peer, OAuth2Provider provider)
    {
        var options = new OAuthDanceOptions { Http = new Named(_name), Signals = new SignalRegistry(), PendingDances = _pending };
        (Peer, Dance) = (peer, new(provider, PeerClient.RedirectUri, options));
    }

    /// <summary>Names the dance in each request, for a server is shared by tests that run at once.</summary>
    private sealed class Named(string name) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("dance", name);
            return base.SendAsync(request, cancellationToken);
        }
    }

    public Peer Peer { get; }

    public OAuthDance Dance { get; }

    public PeerBrowser Browser { get; } = new();

    /// <summary>A dance with a peer, which is started if it has to be.</summary>
    public static async Task<PeerDance> WithAsync(PeerName name, PeerClient client, Func<OAuth2Provider, OAuth2Provider>? change = null)
    {
        var peer = await Peers.GetAsync(name);
        var provider = peer.Provider(client);
        return new(peer, change?.Invoke(provider) ?? provider);
    }

    public async Task<Uri> BeginAsync()
    {
        var login = await Dance.BeginAsync(User);
        Assert.That(login.IsBegun, Is.True, login.Error?.ToString());
        _cookie = login.BrowserKey;
        return login.AuthorizationUrl!;
    }

    public async Task<OAuthOutcome> FinishAsync(PeerCallback callback) => await Dance.FinishAsync(callback.Url, _cookie);

    /// <summary>A whole login, the user allowing it.</summary>
    public async Task<OAuthOutcome> LoginAsync() => await FinishAsync(await Browser.AllowAsync(await BeginAsync()));

    /// <summary>What anybody would send for the token who had the code, and the verifier too. For a public client.</summary>
    public async Task<FormUrlEncodedContent> TokenRequestByHandAsync(PeerCallback callback)
    {
        var parameters = OAuthCallback.FromUri(callback.Url);
        var pending = await _pending.FindAsync(parameters["state"]!);
        return new(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = parameters["code"]!,
            ["redirect_uri"] = PeerClient.RedirectUri,
            ["client_id"] = Dance.Provider.ClientId,
            ["code_verifier"] = pending!.Proof.Reveal(),
        });
    }

    public Task<IReadOnlyList<SeenRequest>> TokenRequestsAsync() => Peer.SeenAsync(_name, Peer.Metadata.TokenEndpoint);
}
