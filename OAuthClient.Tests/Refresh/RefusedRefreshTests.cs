using System.Net;
using Flurl.Http;
using OAuthClient.OAuth2;
using OAuthClient.Storage;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Refresh;

/// <summary>
/// A provider that refuses refreshes without saying why: the token is kept, and a login is asked for.
/// </summary>
public class RefusedRefreshTests
{
    private static readonly TokenKey Key = new(DanceSetup.KeyProvider, PretendProvider.ClientId, "42", TokenKey.DefaultAccount);

    private static async Task<DanceSetup> LoggedInAsync(Func<OAuth2Provider, OAuth2Provider>? provider = null)
    {
        var setup = new DanceSetup(provider: provider);
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        setup.SentSignals.Clear();
        return setup;
    }

    private static HttpResponseMessage Answer(int status, string body = "") =>
        new((HttpStatusCode)status) { Content = new StringContent(body) };

    private static async Task<OAuthException?> TryGetTokenAsync(DanceSetup setup)
    {
        try
        {
            await setup.Dance.Session("42").GetTokenAsync();
            return null;
        }
        catch (OAuthException failure)
        {
            return failure;
        }
    }

    [TestCase(400)]
    [TestCase(401)]
    [TestCase(403)]
    public async Task A_refusal_without_words_asks_for_a_login_once_the_token_has_ended_and_keeps_it(int status)
    {
        var setup = await LoggedInAsync();
        setup.Provider.TokenAnswer = _ => Answer(status);
        setup.Time.Advance(TimeSpan.FromHours(2));
        Assert.That(await setup.Dance.Session("42").IsAuthorizedAsync(), Is.True, "not known yet");
        for (var call = 0; call < 5; call++)
            Assert.That(await TryGetTokenAsync(setup), Is.TypeOf<AuthorizationRequiredException>());
        Assert.That(await setup.Dance.Session("42").IsAuthorizedAsync(), Is.False);
        Assert.That(setup.SentSignals, Is.EqualTo(new[] { "error refresh_refused" }));
        Assert.That(await setup.Tokens.GetAsync(Key), Is.Not.Null);
        setup.Provider.TokenAnswer = null;
        setup.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await TryGetTokenAsync(setup), Is.Null, "the secret was wrong, and is right again");
    }

    [Test]
    public async Task A_refusal_is_told_while_the_token_is_valid_and_again_at_the_first_call_after_its_end()
    {
        var setup = await LoggedInAsync();
        setup.Provider.TokenAnswer = _ => Answer(400);
        setup.Time.Advance(TimeSpan.FromSeconds(3595));
        Assert.That(await TryGetTokenAsync(setup), Is.Null);
        setup.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.That(await TryGetTokenAsync(setup), Is.TypeOf<AuthorizationRequiredException>());
        Assert.That(
            setup.SentSignals,
            Is.EqualTo(new[] { "error endpoint_http", "error refresh_refused" }));
    }

    [Test]
    public async Task A_login_ends_the_memory_of_a_refusal()
    {
        var setup = await LoggedInAsync();
        setup.Provider.TokenAnswer = request => request["grant_type"] == "refresh_token" ? Answer(400) : null;
        setup.Time.Advance(TimeSpan.FromHours(2));
        await TryGetTokenAsync(setup);
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        Assert.That(await setup.Dance.Session("42").IsAuthorizedAsync(), Is.True);
        Assert.That(await TryGetTokenAsync(setup), Is.Null);
    }

    [Test]
    public async Task A_token_that_another_machine_stored_does_not_rest_for_the_failure_of_an_older_one()
    {
        var setup = await LoggedInAsync();
        setup.Provider.TokenAnswer = request => request["grant_type"] == "refresh_token" ? Answer(400) : null;
        setup.Time.Advance(TimeSpan.FromHours(2));
        await TryGetTokenAsync(setup);
        var other = new OAuthDance(setup.Dance.Provider, DanceSetup.RedirectUri, setup.Options);
        var login = await other.BeginAsync("42", new() { BrowserKey = setup.Browser.Cookie });
        var callback = await setup.Browser.AllowAsync(login.AuthorizationUrl!, "anna");
        Assert.That((await other.FinishAsync(callback, login.BrowserKey)).IsStored, Is.True);
        Assert.That(await TryGetTokenAsync(setup), Is.Null);
    }

    [TestCase(400, """{"error":"Access Denied","error_description":"You have made too many requests"}""")]
    [TestCase(500, "")]
    [TestCase(0, "")]
    public async Task Failures_of_one_kind_rest_longer_each_time(int status, string body)
    {
        var setup = await LoggedInAsync();
        setup.Provider.TokenAnswer =
            _ => status == 0 ? throw new HttpRequestException("gone") : Answer(status, body);
        setup.Time.Advance(TimeSpan.FromHours(2));
        for (var second = 0; second < 600; second++)
        {
            await TryGetTokenAsync(setup);
            setup.Time.Advance(TimeSpan.FromSeconds(1));
        }
        // 0, 1, 3, 7, 15, 31, 63 seconds, and then one a minute.
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(15));
    }

    [Test]
    public async Task RefreshAsync_waits_for_no_rest()
    {
        var setup = await LoggedInAsync();
        setup.Provider.TokenAnswer = _ => Answer(500);
        for (var call = 1; call <= 3; call++)
        {
            Assert.That(async () => await setup.Dance.Session("42").RefreshAsync(), Throws.TypeOf<OAuthException>());
            Assert.That(setup.Provider.RefreshCount, Is.EqualTo(call));
        }
        setup.Provider.TokenAnswer = null;
        var before = (await setup.Tokens.GetAsync(Key))!.Token;
        var after = await setup.Dance.Session("42").RefreshAsync();
        Assert.That(after.AccessToken, Is.Not.EqualTo(before.AccessToken), "though the token was just received");
    }

    [Test]
    public async Task RefreshAsync_without_a_token_asks_for_a_login()
    {
        var setup = new DanceSetup();
        Assert.That(
            async () => await setup.Dance.Session("42").RefreshAsync(),
            Throws.TypeOf<AuthorizationRequiredException>());
    }

    [Test]
    public async Task Ten_callers_of_RefreshAsync_share_one_refresh()
    {
        var setup = await LoggedInAsync();
        var session = setup.Dance.Session("42");
        using var allAsked = new ManualResetEventSlim();
        setup.Provider.TokenAnswer = _ =>
        {
            allAsked.Wait();
            return null;
        };
        var asked = Enumerable.Range(0, 10).Select(_ => session.RefreshAsync().AsTask()).ToArray();
        allAsked.Set();
        var tokens = await Task.WhenAll(asked);
        Assert.That(tokens.Select(token => token.AccessToken.Reveal()).Distinct().Count(), Is.EqualTo(1));
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1));
    }

    [Test]
    public async Task A_clock_that_was_fast_at_the_login_does_not_keep_a_401_from_a_refresh()
    {
        var setup = await LoggedInAsync();
        var stored = (await setup.Tokens.GetAsync(Key))!;
        var fast = stored.Token with
        {
            ReceivedAt = stored.Token.ReceivedAt + TimeSpan.FromHours(8),
            ExpiresAt = stored.Token.ExpiresAt + TimeSpan.FromHours(8),
        };
        await setup.Tokens.PutAsync(Key, fast, stored.Version);
        setup.Provider.EndAccessTokens();
        Assert.That(await setup.Dance.Session("42").Request("me").GetStringAsync(), Does.Contain("anna"));
    }

    [TestCase("grant")]
    [TestCase("i")]
    [TestCase("invalid_grant")]
    public async Task An_error_is_judged_before_secrets_are_masked_in_it(string clientSecret)
    {
        var setup = await LoggedInAsync();
        var dance = new OAuthDance(
            setup.Provider.OAuth2 with { ClientSecret = clientSecret }, DanceSetup.RedirectUri, setup.Options);
        setup.Provider.TokenAnswer = _ => Answer(400, """{"error":"invalid_grant"}""");
        setup.Time.Advance(TimeSpan.FromHours(2));
        var ended = await Assert.CatchAsync<AuthorizationRequiredException>(
            async () => await dance.Session("42").GetTokenAsync());
        Assert.That(ended!.Error.Code, Is.EqualTo(OAuthErrorCode.RefreshRejected));
    }

    [Test]
    public async Task A_dead_refresh_token_is_not_sent_again_when_the_store_could_not_delete_it()
    {
        var store = new HookedTokenStore(new MemoryTokenStore());
        var setup = new DanceSetup(options: options => options with { Tokens = store });
        await setup.LoginAsync("42");
        setup.Provider.TokenAnswer = _ => Answer(400, """{"error":"invalid_grant"}""");
        store.BeforeDelete = () => throw new IOException("away");
        setup.Time.Advance(TimeSpan.FromHours(2));
        Assert.That((await TryGetTokenAsync(setup))!.Error.Code, Is.EqualTo(OAuthErrorCode.StoreFailed));
        store.BeforeDelete = null;
        setup.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.That((await TryGetTokenAsync(setup))!.Error.Code, Is.EqualTo(OAuthErrorCode.RefreshRejected));
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1));
    }
}
