using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using OAuthClient.OAuth1;
using OAuthClient.OAuth2;
using OAuthClient.Storage;
using OAuthClient.Testing;
using Signals;

namespace OAuthClient.Tests;

/// <summary>The protocols, for tests that hold for both.</summary>
public enum Protocol
{
    OAuth1,
    OAuth2,
}

/// <summary>
/// One login's surroundings: a pretend provider, a dance with signals and stores of its own, the user's browser, a
/// clock that stands
/// still, and a list of what was heard.
/// </summary>
internal sealed partial class DanceSetup
{
    public const string RedirectUri = "https://app.example/callback";

    public DanceSetup(
        Protocol protocol = Protocol.OAuth2,
        Func<OAuthDanceOptions, OAuthDanceOptions>? options = null,
        Func<OAuth2Provider, OAuth2Provider>? provider = null,
        PretendProvider? pretend = null,
        Func<OAuth1Provider, OAuth1Provider>? oauth1 = null)
    {
        Provider = pretend ?? new();
        (Pending, Provider.Time) = (new(Time), Time);
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
        OAuth2Provider oauth2 = provider?.Invoke(Provider.OAuth2) ?? Provider.OAuth2;
        Dance = new(
            protocol == Protocol.OAuth2 ? oauth2 : oauth1?.Invoke(Provider.OAuth1) ?? Provider.OAuth1,
            RedirectUri,
            Options);
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

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public MemoryTokenStore Tokens { get; } = new();

    public MemoryPendingDanceStore Pending { get; }

    /// <summary>What its dance works with; another dance that is made with it shares stores and signals.</summary>
    public OAuthDanceOptions Options { get; }

    /// <summary>What the stores hold, whichever they are.</summary>
    public StoreRecorder Recorder { get; } = new();

    public OAuthDance Dance { get; }

    /// <summary>The signals of its dance, and of others that a test makes beside it.</summary>
    public RegistrySignals Signals { get; }

    public PretendBrowser Browser { get; }

    /// <summary>The signals that were sent, in order.</summary>
    public ConcurrentQueue<string> SentSignals { get; } = [];

    public ConcurrentQueue<OAuthError> Errors { get; } = [];

    /// <summary>How often a token was asked for.</summary>
    public int TokenRequestCount =>
        Provider.CountCalls(PretendEndpoint.Token) + Provider.CountCalls(PretendEndpoint.OAuth1Token);

    /// <summary>Lets time go by until a signal was heard.</summary>
    public async Task WaitForSignalAsync(string word)
    {
        for (var round = 0; !SentSignals.Contains(word); round++)
        {
            Assert.That(round, Is.LessThan(1000), $"{word} was never heard");
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    public PretendBrowser CreateBrowser() => new(Provider.Handler);

    /// <summary>Begins, and lets the user allow.</summary>
    /// <returns>The address of the callback that the browser is about to bring.</returns>
    public async Task<string> GetCallbackUrlAsync(
        OAuthUser user, PretendBrowser? browser = null, string name = "anna") =>
        (await GetCallbackAsync(user, browser, name)).Url.OriginalString;

    /// <inheritdoc cref="GetCallbackUrlAsync"/>
    /// <returns>The callback, in the query or posted.</returns>
    public async Task<PretendCallback> GetCallbackAsync(
        OAuthUser user, PretendBrowser? browser = null, string name = "anna", bool allow = true,
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

    /// <summary>A whole login, the user allowing it.</summary>
    public async Task<OAuthOutcome> LoginAsync(OAuthUser user) =>
        await FinishAsync(await GetCallbackAsync(user), Browser.Cookie);

    /// <summary>
    /// Brings the callback. When the provider does not answer, time goes by until the dance gives up.
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
