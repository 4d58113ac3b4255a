using System.Security.Cryptography;
using OAuthClient.Discovery;
using OAuthClient.OAuth2;
using OAuthClient.Storage;
using Signals;

namespace OAuthClient.Tests.Internal;

/// <summary>
/// Tokens and pending dances that earlier versions of the library stored under the provider's name alone, and tokens of
/// a provider whose value has changed since.
/// </summary>
public class AdoptingTokenStoreTests
{
    private static readonly OAuthToken Token = new() { AccessToken = "access", RefreshToken = "refresh" };
    private readonly string _clientId = RandomNumberGenerator.GetHexString(16);
    private readonly MemoryTokenStore _tokens = new();
    private readonly MemoryPendingDanceStore _pending = new();

    private TokenKey FormerKey => new("gitlab", _clientId, "42", TokenKey.DefaultAccount);

    private static async Task YieldAsync(string call) => await Task.Yield();

    // A program that is restarted has another store object for the same place.
    private OAuthDance CreateDance(
        string host,
        string path = "/token",
        string? issuer = null,
        bool isRestarted = false,
        ITokenStore? store = null) =>
        new(
            new OAuth2Provider
            {
                Name = "gitlab",
                ClientId = _clientId,
                AuthorizationEndpoint = $"https://{host}/authorize",
                TokenEndpoint = $"https://{host}{path}",
                ApiBaseUrl = $"https://{host}/api/",
                Issuer = issuer,
            },
            $"https://app.example/{host}/{issuer is null}/callback",
            new()
            {
                Tokens = store ?? (isRestarted ? new InterceptedTokenStore(_tokens, YieldAsync) : _tokens),
                PendingDances = _pending,
                Signals = new SignalRegistry(strict: false),
            });

    [Test]
    public async Task A_token_that_was_stored_under_the_name_alone_is_moved_to_the_key_of_today()
    {
        await _tokens.PutAsync(FormerKey, Token, null);
        var session = CreateDance("git.example").Session("42");
        Assert.That(await session.GetTokenAsync(), Is.EqualTo(Token));
        Assert.That(session.Key!.Value.Provider, Is.EqualTo("gitlab https://git.example"));
        Assert.That((await _tokens.GetAsync(session.Key!.Value))?.Token, Is.EqualTo(Token));
        Assert.That(await _tokens.GetAsync(FormerKey), Is.Null);
    }

    [Test]
    public async Task T60_A_discovered_issuer_takes_no_token_of_another_issuer_at_its_host(
        [Values] IssuerSource source,
        [Values(
            "git.example https://git.example", "git.example https://git.example/a",
            "git.example https://git.example/{tenant}", "git.example")]
        string key)
    {
        var other = new TokenKey(key, _clientId, "42", TokenKey.DefaultAccount);
        await _tokens.PutAsync(other, Token, null);
        var dance = Discover("https://git.example/u", "https://git.example/u", new() { NamedBy = source });
        var session = dance.Session("42");
        Assert.That(await session.GetTokenAsync(), Is.Null);
        await session.SignOutAsync();
        Assert.That((await _tokens.GetAsync(other))?.Token, Is.EqualTo(Token));
    }

    [Test]
    public async Task T60_The_tokens_of_a_template_are_not_those_of_its_host_or_of_a_tenant()
    {
        const string Template = "https://git.example/{tenant}";
        var options = new DiscoveryOptions { IssuerTemplate = Template };
        var common = Discover("https://git.example/common", Template, options).Session("42");
        await common.StoreAsync(Token);
        Assert.That(common.Key!.Value.Provider, Is.EqualTo($"git.example {Template}"));
        foreach (var issuer in new[] { "https://git.example", "https://git.example/common", "https://git.example/a" })
            Assert.That(await Discover(issuer, issuer, new()).Session("42").GetTokenAsync(), Is.Null, issuer);
        Assert.That((await common.GetTokenAsync())!.AccessToken, Is.EqualTo(Token.AccessToken));
    }

    [Test]
    public async Task A_token_of_a_provider_that_has_been_written_by_hand_is_moved_when_its_issuer_is_discovered()
    {
        var former = new TokenKey("gitlab https://git.example", _clientId, "42", TokenKey.DefaultAccount);
        await _tokens.PutAsync(former, Token, null);
        var session = Discover("https://git.example/u", "https://git.example/u", new(), name: "gitlab").Session("42");
        Assert.That(await session.GetTokenAsync(), Is.EqualTo(Token));
    }

    private OAuthDance Discover(string asked, string found, DiscoveryOptions options, string? name = null)
    {
        var provider = OAuth2Provider.FromMetadata(
            $$"""{"issuer":"{{found}}","token_endpoint":"https://git.example/token"}""", asked, options);
        return new(
            provider with { ClientId = _clientId, Name = name ?? provider.Name },
            new OAuthDanceOptions { Tokens = _tokens, Signals = new SignalRegistry(strict: false) });
    }

    [TestCase("accounts.google.com")]
    [TestCase("an issuer that is no address")]
    public void An_issuer_of_the_hosts_own_may_be_any_text(string issuer)
    {
        var provider = new OAuth2Provider
        {
            Name = "accounts.google.com",
            ClientId = _clientId,
            TokenEndpoint = "https://git.example/token",
            Issuer = issuer,
        };
        Assert.That(() => new OAuthDance(provider), Throws.Nothing);
    }

    [Test]
    public async Task A_token_stays_when_the_path_of_the_token_endpoint_moves()
    {
        await CreateDance("git.example").Session("42").StoreAsync(Token);
        var moved = CreateDance("git.example", path: "/v2/token").Session("42");
        Assert.That((await moved.GetTokenAsync())?.AccessToken, Is.EqualTo(Token.AccessToken));
    }

    [Test]
    public async Task A_token_stays_when_the_provider_gets_an_issuer()
    {
        await _tokens.PutAsync(FormerKey with { Provider = "gitlab https://git.example" }, Token, null);
        var known = CreateDance("git.example", issuer: "https://login.example").Session("42");
        Assert.That((await known.GetTokenAsync())?.AccessToken, Is.EqualTo(Token.AccessToken));
        Assert.That(known.Key!.Value.Provider, Is.EqualTo("gitlab https://login.example"));
    }

    [Test]
    public async Task A_token_that_may_belong_to_either_of_two_namesakes_is_sent_to_neither()
    {
        await _tokens.PutAsync(FormerKey, Token, null);
        OAuthDance[] dances = [CreateDance("git.honest.example"), CreateDance("git.evil.example")];
        foreach (var dance in dances)
        {
            Assert.That(
                async () => await dance.Session("42").GetTokenAsync(),
                Throws.TypeOf<DamagedRecordException>()
                    .With.Message.Contains("'gitlab'").And.Message.Contains("log in again"));
        }
        Assert.That(await _tokens.GetAsync(FormerKey), Is.Not.Null, "no token is lost");
    }

    [Test]
    public async Task A_token_of_a_dance_without_an_issuer_is_not_moved_to_one_that_has_an_issuer()
    {
        await CreateDance("git.example").Session("42").StoreAsync(Token);
        var known = CreateDance("git.example", issuer: "https://login.example").Session("42");
        Assert.That(async () => await known.GetTokenAsync(), Throws.TypeOf<DamagedRecordException>());
    }

    [Test]
    public async Task A_new_login_takes_the_place_of_a_token_that_may_belong_to_either_of_two_namesakes()
    {
        await _tokens.PutAsync(FormerKey, Token, null);
        OAuthDance[] dances = [CreateDance("git.honest.example"), CreateDance("git.evil.example")];
        await dances[0].Session("42").StoreAsync(Token with { AccessToken = "new" });
        Assert.That((await dances[0].Session("42").GetTokenAsync())?.AccessToken.Reveal(), Is.EqualTo("new"));
        Assert.That(await dances[1].Session("42").GetTokenAsync(), Is.Null, "the other asks for a login");
    }

    [Test]
    public async Task A_sign_out_deletes_a_token_that_may_belong_to_either_of_two_namesakes_too()
    {
        await _tokens.PutAsync(FormerKey, Token, null);
        OAuthDance[] dances = [CreateDance("git.honest.example"), CreateDance("git.evil.example")];
        await dances[0].Session("42").SignOutAsync();
        Assert.That((_tokens.Count, await dances[0].Session("42").IsAuthorizedAsync()), Is.EqualTo((0, false)));
    }

    [Test]
    public async Task A_login_that_was_begun_before_the_provider_got_an_issuer_can_be_finished()
    {
        var dance = CreateDance("git.example", issuer: "https://login.example");
        var login = await dance.BeginAsync("42");
        var state = login.AuthorizationUrl!.Query.Split("state=")[1].Split('&')[0];
        var saved = (await _pending.FindAsync(state))!;
        await _pending.SaveAsync(saved with { Id = new('s', 43), Issuer = "https://git.example" });
        var outcome = await dance.FinishAsync($"?state={new string('s', 43)}&error=access_denied", login.BrowserKey);
        Assert.That(outcome.Error?.Code, Is.EqualTo(OAuthErrorCode.AccessDenied));
    }

    [Test]
    public async Task A_former_record_that_could_not_be_deleted_does_not_bring_a_deleted_token_back()
    {
        await _tokens.PutAsync(FormerKey, Token, null);
        var isDown = true;
        var store = new InterceptedTokenStore(
            _tokens, call => call == "Delete" && isDown ? throw new IOException("down") : Task.CompletedTask);
        var dance = CreateDance("git.example", store: store);
        var session = dance.Session("42");
        Assert.That((await session.GetTokenAsync())?.AccessToken, Is.EqualTo(Token.AccessToken), "moved");
        isDown = false;
        var stored = (await _tokens.GetAsync(session.Key!.Value))!;
        await dance.Dependencies.Tokens.DeleteAsync(session.Key!.Value, stored.Version);
        Assert.That((await session.GetTokenAsync(), _tokens.Count), Is.EqualTo(((OAuthToken?)null, 0)));
    }

    [Test]
    public async Task A_sign_out_deletes_the_token_under_its_former_key_too()
    {
        var dance = CreateDance("git.example");
        await dance.Session("42").StoreAsync(Token);
        await _tokens.PutAsync(FormerKey, Token, null);
        await dance.Session("42").SignOutAsync();
        Assert.That((_tokens.Count, await dance.Session("42").GetTokenAsync()), Is.EqualTo((0, (OAuthToken?)null)));
    }

    [Test]
    public async Task Concurrent_callers_adopt_a_token_once_and_none_is_told_that_there_is_no_token()
    {
        var dance = CreateDance("git.example", isRestarted: true);
        for (var round = 0; round < 50; round++)
        {
            var user = $"user {round}";
            await _tokens.PutAsync(FormerKey with { User = user }, Token, null);
            var tokens = await Task.WhenAll(Enumerable.Range(0, 20)
                .Select(_ => Task.Run(async () => await dance.Session(user).GetTokenAsync())));
            Assert.That(tokens, Is.All.EqualTo(Token));
        }
        Assert.That(_tokens.Count, Is.EqualTo(50));
    }

    [Test]
    public async Task A_token_that_may_belong_to_a_namesake_with_another_store_object_is_not_moved()
    {
        await _tokens.PutAsync(FormerKey, Token, null);
        CreateDance("git.honest.example", isRestarted: true);
        var evil = CreateDance("git.evil.example", isRestarted: true);
        Assert.That(async () => await evil.Session("42").GetTokenAsync(), Throws.TypeOf<DamagedRecordException>());
    }

    [TestCase(false, null)]
    [TestCase(true, OAuthErrorCode.ProviderMismatch)]
    public async Task A_pending_dance_without_an_issuer_is_finished_only_where_no_namesake_is(
        bool hasNamesake, string? code)
    {
        var dance = CreateDance("git.example");
        if (hasNamesake)
            CreateDance("git.other.example");
        var login = await dance.BeginAsync("42");
        var state = login.AuthorizationUrl!.Query.Split("state=")[1].Split('&')[0];
        var saved = (await _pending.FindAsync(state))!;
        var former = saved with { Id = new('s', 43), Issuer = null };
        await _pending.SaveAsync(former);
        var outcome = await dance.FinishAsync($"?state={former.Id}&error=access_denied", login.BrowserKey);
        Assert.That(outcome.Error?.Code, Is.EqualTo(code ?? OAuthErrorCode.AccessDenied));
    }

    [Test]
    public void A_long_key_has_no_half_of_a_surrogate_pair()
    {
        var provider = new OAuth2Provider
        {
            Name = new string('x', 49) + "\U0001F600",
            ClientId = _clientId,
            AuthorizationEndpoint = "https://git.example/authorize",
            TokenEndpoint = "https://git.example/token",
            Issuer = "https://git.example/" + new string('y', 60),
        };
        var dance = new OAuthDance(
            provider, "https://app.example/long/callback", new() { Signals = new SignalRegistry(strict: false) });
        Assert.That(dance.Session("42").Key!.Value.Provider.Any(char.IsSurrogate), Is.False);
    }

    [Test]
    public void A_key_is_no_longer_than_every_store_keeps()
    {
        var keys = new[] { "a", "b" }.Select(letter =>
            CreateDance(new string('x', 60) + "." + new string(letter[0], 60) + ".example").Session("42").Key!.Value);
        Assert.That(keys.Select(key => key.Provider), Is.Unique.And.All.Length.LessThanOrEqualTo(100));
    }
}
