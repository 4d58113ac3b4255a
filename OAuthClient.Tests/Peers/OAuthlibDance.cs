using OAuthClient.OAuth1;
using OAuthClient.Storage;
using Signals;

namespace OAuthClient.Tests.Peers;

/// <summary>One dance with an oauthlib server: the client over real HTTP, and a user with a browser.</summary>
internal sealed class OAuthlibDance
{
    public static readonly OAuthUser User = "42";

    public static readonly string[] SignatureMethods =
    [
        "HMAC-SHA1", "HMAC-SHA256", "HMAC-SHA512", "RSA-SHA1", "RSA-SHA256", "RSA-SHA512", "PLAINTEXT",
    ];

    private readonly PeerBrowser _browser = new();
    private Secret _browserKey;

    private OAuthlibDance(OAuth1Provider provider, string redirectUri) =>
        Dance = new(provider, redirectUri, new() { Signals = new SignalRegistry(), Tokens = Tokens });

    public OAuthDance Dance { get; }

    public MemoryTokenStore Tokens { get; } = new();

    /// <summary>Creates a dance with the oauthlib server, and starts the server if it is not running.</summary>
    public static async Task<OAuthlibDance> CreateAsync(
        OAuthlibClient client,
        Func<OAuth1Provider, OAuth1Provider>? change = null,
        string redirectUri = PeerClient.RedirectUri)
    {
        var provider = (await OAuthlibPeer.GetAsync()).CreateProvider(client);
        return new(change?.Invoke(provider) ?? provider, redirectUri);
    }

    /// <inheritdoc cref="CreateAsync(OAuthlibClient, Func{OAuth1Provider, OAuth1Provider}?, string)"/>
    public static async Task<OAuthlibDance> CreateAsync(
        string method, ParameterPlacement placement, OAuth1Quirks? quirks = null) =>
        new(
            (await OAuthlibPeer.GetAsync()).CreateProvider(
                OAuthlibClient.ForSignatureMethod(method), method, placement) with
            {
                Quirks = quirks ?? OAuth1Quirks.None,
            },
            PeerClient.RedirectUri);

    public async Task<OAuthLogin> BeginAsync()
    {
        var login = await Dance.BeginAsync(User);
        Assert.That(login.IsBegun, Is.True, login.Error?.ToString());
        _browserKey = login.BrowserKey;
        return login;
    }

    public async Task<PeerCallback> AllowAsync() => await _browser.AllowAsync((await BeginAsync()).AuthorizationUrl!);

    public async Task<PeerCallback> DenyAsync() => await _browser.DenyAsync((await BeginAsync()).AuthorizationUrl!);

    public async Task<string> ReadPinAsync(OAuthLogin login) => await _browser.ReadPinAsync(login.AuthorizationUrl!);

    public async Task<OAuthOutcome> FinishAsync(OAuthCallback callback) =>
        await Dance.FinishAsync(callback, _browserKey);

    /// <summary>Runs a whole login that the user allows.</summary>
    public async Task<OAuthOutcome> LoginAsync() => await FinishAsync((await AllowAsync()).Parameters);

    /// <summary>Runs a whole login that must succeed, and returns a session for API calls.</summary>
    public async Task<OAuthSession> LoginForSessionAsync()
    {
        var outcome = await LoginAsync();
        Assert.That(outcome.Kind, Is.EqualTo(OAuthOutcomeKind.Stored), outcome.Error?.ToString());
        return Dance.Session(User);
    }
}
