using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
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
/// One login's surroundings: a pretend provider, a dance with signals and stores of its own, the user's browser, a clock that stands
/// still, and a list of what was heard.
/// </summary>
internal sealed class Stage
{
    public const string Callback = "https://app.example/callback";

    public Stage(Protocol protocol = Protocol.OAuth2, Func<OAuthDanceOptions, OAuthDanceOptions>? options = null, Func<OAuth2Provider, OAuth2Provider>? provider = null)
    {
        Pending = new(Time);
        Options = new() { Http = Provider.Handler, Signals = Registry, Time = Time, Tokens = Tokens, PendingDances = Pending };
        Options = options?.Invoke(Options) ?? Options;
        OAuth2Provider oauth2 = provider?.Invoke(Provider.OAuth2) ?? Provider.OAuth2;
        Dance = new(protocol == Protocol.OAuth2 ? oauth2 : Provider.OAuth1, Callback, Options);
        Browser = NewBrowser();
        Dance.Signals.BeforeLogin.Connect((_, _) => Heard.Enqueue("before_login"));
        Dance.Signals.Authorized.Connect((_, _) => Heard.Enqueue("authorized"));
        Dance.Signals.Error.Connect((_, failure) => { Heard.Enqueue($"error {failure.Error.Code}"); Errors.Enqueue(failure.Error); });
    }

    public PretendProvider Provider { get; } = new();

    public SignalRegistry Registry { get; } = new(strict: false);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public MemoryTokenStore Tokens { get; } = new();

    public MemoryPendingDanceStore Pending { get; }

    public OAuthDanceOptions Options { get; }

    public OAuthDance Dance { get; }

    public PretendBrowser Browser { get; }

    /// <summary>The signals that were sent, in order.</summary>
    public ConcurrentQueue<string> Heard { get; } = [];

    public ConcurrentQueue<OAuthError> Errors { get; } = [];

    /// <summary>How often a token was asked for.</summary>
    public int TokenRequests => Provider.Calls(PretendEndpoint.Token) + Provider.Calls(PretendEndpoint.OAuth1Token);

    public PretendBrowser NewBrowser() => new(Provider.Handler);

    /// <summary>Begins, and lets the user allow.</summary>
    /// <returns>The callback that the browser is about to bring.</returns>
    public async Task<string> ToCallbackAsync(OAuthUser user, PretendBrowser? browser = null, string name = "anna")
    {
        browser ??= Browser;
        var login = await Dance.BeginAsync(user, new() { BrowserKey = browser.Cookie, ReturnUrl = "/home" });
        browser.Cookie = login.BrowserKey;
        Assert.That(login.IsBegun, Is.True, login.Error?.ToString());
        return (await browser.AllowAsync(login.AuthorizationUrl!, name)).OriginalString;
    }

    /// <summary>A whole login, the user allowing it.</summary>
    public async Task<OAuthOutcome> LoginAsync(OAuthUser user) => await FinishAsync(await ToCallbackAsync(user), Browser.Cookie);

    /// <summary>Brings the callback. When the provider does not answer, time goes by until the dance gives up.</summary>
    public async Task<OAuthOutcome> FinishAsync(OAuthCallback callback, Secret browserKey)
    {
        var before = TokenRequests;
        var outcome = Dance.FinishAsync(callback, browserKey).AsTask();
        if (Provider.Misbehave == Misbehavior.Slow && TokenRequests > before)
            Time.Advance(Options.EndpointTimeout);
        return await outcome;
    }

    /// <summary>
    /// Asserts all that being refused means: the code, one <c>oauth_error</c> that carries it and none of the caller's text, no token
    /// asked for, nothing stored; nothing, that is, beyond what the logins before it did.
    /// </summary>
    /// <param name="outcome">What came of the callback.</param>
    /// <param name="code">The expected code.</param>
    /// <param name="callersText">What the caller brought.</param>
    /// <param name="loginsBefore">How many users had logged in before.</param>
    public void AssertRefused(OAuthOutcome outcome, string code, string callersText, int loginsBefore = 0)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That((outcome.Kind, outcome.Error?.Code), Is.EqualTo((OAuthOutcomeKind.Refused, code)));
            Assert.That(Heard.Where(signal => signal != "before_login"), Is.EqualTo([.. Enumerable.Repeat("authorized", loginsBefore), $"error {code}"]));
            Assert.That(TokenRequests, Is.EqualTo(loginsBefore), "token requests");
            Assert.That(Tokens.Count, Is.EqualTo(loginsBefore), "stored tokens");
            Assert.That(Errors.FirstOrDefault() is { ProviderError: null, ProviderDescription: null, ProviderUri: null, Excerpt: null }, "no words but ours");
            foreach (var text in callersText.Split('?', '&', '=').Where(part => part.Length > 12))
                Assert.That($"{Errors.FirstOrDefault()} {outcome} {outcome.Response.Body}", Does.Not.Contain(Uri.UnescapeDataString(text)));
        }
    }
}
