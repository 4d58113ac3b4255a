using OAuthClient.Native;
using OAuthClient.OAuth2;
using OAuthClient.Storage;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Native;

/// <summary>The setup of one test: a pretend provider that listens, a dance, a terminal and a browser.</summary>
internal sealed class NativeSetup : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public NativeSetup(
        Protocol protocol = Protocol.OAuth2,
        Func<OAuth2Provider, OAuth2Provider>? provider = null,
        string? redirectUri = null,
        Func<OAuthDanceOptions, OAuthDanceOptions>? options = null)
    {
        OAuthProvider value = protocol == Protocol.OAuth1
            ? Provider.OAuth1
            : (provider ?? WithoutDevice)(Provider.OAuth2);
        var own = new OAuthDanceOptions { Signals = new(strict: false), Tokens = Tokens };
        own = options?.Invoke(own) ?? own;
        Dance = redirectUri is null ? new(value, own) : new(value, redirectUri, own);
        Dance.Signals.Error.Connect((_, failure) => Errors.Add(failure.Error.Code));
    }

    public PretendProvider Provider { get; } = PretendProvider.Listen();

    public MemoryTokenStore Tokens { get; } = new();

    public OAuthDance Dance { get; }

    public FakeTerminal Terminal { get; set; } = new();

    public FakeBrowser Browser { get; } = new();

    public List<string> Errors { get; } = [];

    public NativeLoginOptions Options => new() { Terminal = Terminal, Browser = Browser, Timeout = Patience };

    public static OAuth2Provider WithoutDevice(OAuth2Provider provider) =>
        provider with { DeviceAuthorizationEndpoint = null };

    public Task<OAuthOutcome> RunAsync(
        Func<NativeLoginOptions, NativeLoginOptions>? options = null, CancellationToken cancellationToken = default) =>
        NativeLogin.RunAsync(Dance, options?.Invoke(Options) ?? Options, cancellationToken)
            .WaitAsync(Patience * 2, CancellationToken.None);

    /// <summary>The redirect URI in the authorization request and in the token request.</summary>
    public (string? Authorization, string? Token) RedirectUris => (
        Provider.AssertCalledOnce(PretendEndpoint.Authorization)["redirect_uri"],
        Provider.AssertCalledOnce(PretendEndpoint.Token)["redirect_uri"]);

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await Provider.DisposeAsync();
    }
}
