using System.Collections.Concurrent;
using OAuthClient.OAuth1;
using OAuthClient.OAuth2;
using OAuthClient.Storage;
using OAuthClient.Testing;
using Signals;

namespace OAuthClient.Tests;

/// <summary>The protocols OAuth 1 and OAuth 2, for tests that run over both.</summary>
public enum Protocol
{
    OAuth1,
    OAuth2,
}

/// <summary>
/// The setup of one test: a pretend provider, a dance with its own signals and stores, the user's browser, a clock that
/// the test advances, and a list of the signals that were sent.
/// </summary>
internal sealed partial class DanceSetup
{
    public const string RedirectUri = "https://app.example/callback";

    /// <summary>The first part of the keys of the pretend provider's tokens.</summary>
    public const string KeyProvider = "pretend https://pretend.example";

    public DanceSetup(
        Protocol protocol = Protocol.OAuth2,
        Func<OAuthDanceOptions, OAuthDanceOptions>? options = null,
        Func<OAuth2Provider, OAuth2Provider>? provider = null,
        PretendProvider? pretend = null,
        Func<OAuth1Provider, OAuth1Provider>? oauth1 = null)
    {
        Provider = pretend ?? new();
        Provider.Time = Time;
        Pending = new(Time);
        Options = new()
        {
            Http = Provider.Handler,
            Signals = Registry,
            Time = Time,
            Tokens = Tokens,
            PendingDances = Pending,
        };
        Options = options?.Invoke(Options) ?? Options;
        Options = Options with
        {
            Tokens = Recorder.Wrap(Options.Tokens!),
            PendingDances = Recorder.Wrap(Options.PendingDances!),
        };
        OAuthProvider used = protocol == Protocol.OAuth2
            ? provider?.Invoke(Provider.OAuth2) ?? Provider.OAuth2
            : oauth1?.Invoke(Provider.OAuth1) ?? Provider.OAuth1;
        Dance = new(used, RedirectUri, Options);
        Browser = CreateBrowser();
        Signals = new(Dance.Signals.Registry);
        Signals.BeforeLogin.Connect((_, _) => SentSignals.Enqueue("before_login"));
        Signals.Authorized.Connect((_, _) => SentSignals.Enqueue("authorized"));
        Signals.Error.Connect((_, failure) =>
        {
            SentSignals.Enqueue($"error {failure.Error.Code}");
            Errors.Enqueue(failure.Error);
        });
    }

    public PretendProvider Provider { get; }

    public SignalRegistry Registry { get; } = new(strict: false);

    public WatchedTime Time { get; } = new();

    public MemoryTokenStore Tokens { get; } = new();

    public MemoryPendingDanceStore Pending { get; }

    /// <summary>
    /// The options of <see cref="Dance"/>. A second dance with these options shares the stores and the signals of
    /// <see cref="Dance"/>.
    /// </summary>
    public OAuthDanceOptions Options { get; }

    /// <summary>Records the tokens and pending dances that the dance's stores hold.</summary>
    public StoreRecorder Recorder { get; } = new();

    public OAuthDance Dance { get; }

    /// <summary>
    /// The dance signals of <see cref="Registry"/>. Every dance with <see cref="Options"/> sends these signals.
    /// </summary>
    public RegistrySignals Signals { get; }

    public PretendBrowser Browser { get; }

    /// <summary>
    /// The signals that were sent, in the order of sending, as text such as <c>authorized</c> or
    /// <c>error store_failed</c>.
    /// </summary>
    public ConcurrentQueue<string> SentSignals { get; } = [];

    public ConcurrentQueue<OAuthError> Errors { get; } = [];

    /// <summary>The number of token requests that reached the provider.</summary>
    public int TokenRequestCount =>
        Provider.CountCalls(PretendEndpoint.Token) + Provider.CountCalls(PretendEndpoint.OAuth1Token);

    /// <summary>
    /// Advances the clock of the setup until <see cref="SentSignals"/> contains <paramref name="signal"/>.
    /// </summary>
    public async Task WaitForSignalAsync(string signal)
    {
        for (var round = 0; !SentSignals.Contains(signal); round++)
        {
            Assert.That(round, Is.LessThan(1000), $"{signal} was never sent");
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    public PretendBrowser CreateBrowser() => new(Provider.Handler);

    /// <summary>Begins a login that the user allows.</summary>
    /// <returns>The callback URL, which the browser has not visited yet.</returns>
    public async Task<string> GetCallbackUrlAsync(
        OAuthUser user, PretendBrowser? browser = null, string name = "anna") =>
        (await GetCallbackAsync(user, browser, name)).Url.OriginalString;

    /// <summary>Begins a login that the user allows or denies.</summary>
    /// <returns>The callback, as a URL or as a posted HTML form.</returns>
    public async Task<PretendCallback> GetCallbackAsync(
        OAuthUser user,
        PretendBrowser? browser = null,
        string name = "anna",
        bool allow = true,
        OAuthBeginOptions? begin = null)
    {
        browser ??= Browser;
        var login = await Dance.BeginAsync(
            user, (begin ?? new()) with { BrowserKey = browser.Cookie, ReturnUrl = "/home" });
        browser.Cookie = login.BrowserKey;
        Assert.That(login.IsBegun, Is.True, login.Error?.ToString());
        return allow
            ? await browser.AllowAsync(login.AuthorizationUrl!, name)
            : await browser.DenyAsync(login.AuthorizationUrl!);
    }

    /// <summary>Runs a login from begin to finish. The user allows the login.</summary>
    public async Task<OAuthOutcome> LoginAsync(OAuthUser user) =>
        await FinishAsync(await GetCallbackAsync(user), Browser.Cookie);

    /// <summary>
    /// Finishes a login. When the provider does not answer, the method advances the clock by the timeout of the
    /// endpoint.
    /// </summary>
    public async Task<OAuthOutcome> FinishAsync(OAuthCallback callback, Secret browserKey)
    {
        var before = TokenRequestCount;
        var outcome = Dance.FinishAsync(callback, browserKey).AsTask();
        if (Provider.Misbehave == Misbehavior.Slow && TokenRequestCount > before)
            Time.Advance(Options.EndpointTimeout);
        return await outcome;
    }
}
