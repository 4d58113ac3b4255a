using Flurl.Http;
using OAuthClient.OAuth1;
using OAuthClient.Presets;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Presets;

/// <summary>The presets that speak OAuth 1: a login with each, its signature checked by a provider, and what of its value is seen on the wire.</summary>
public class OAuth1PresetTests
{
    private const string Confirmed = "oauth_token=t&oauth_token_secret=s&oauth_callback_confirmed=true";

    private static IEnumerable<OAuth1Provider> All => ProvidersFile.Names.Select(ProvidersFile.Ready).OfType<OAuth1Provider>();

    private static IEnumerable<string> WithLogins => All.Where(provider => provider.HasLogins).Select(provider => provider.Name);

    private static IEnumerable<string> WithoutLogins => All.Where(provider => !provider.HasLogins).Select(provider => provider.Name);

    private static IEnumerable<string> WithKeys => All.Where(provider => !provider.SignatureMethod.UsesSecrets).Select(provider => provider.Name);

    [TestCaseSource(nameof(WithLogins))]
    public async Task A_login_is_signed_as_a_provider_believes_it(string preset)
    {
        var stage = new Stage(Protocol.OAuth1, oauth1: pretend => AtPretend((OAuth1Provider)ProvidersFile.Ready(preset), pretend));
        var outcome = await stage.LoginAsync("42");
        Assert.That((outcome.Kind, outcome.Error), Is.EqualTo((OAuthOutcomeKind.Stored, (OAuthError?)null)));
        Assert.That(await (await stage.Dance.Session("42").Request("me").GetAsync()).GetStringAsync(), Does.Contain("anna"));
    }

    [TestCaseSource(nameof(WithLogins))]
    public async Task A_login_goes_where_the_value_says_and_says_what_it_says(string preset)
    {
        var provider = (OAuth1Provider)ProvidersFile.Ready(preset);
        var stage = new WireStage { Answer = Confirmed, Returns = "oauth_token=t&oauth_verifier=v" };
        var outcome = await stage.LoginAsync(provider);
        Assert.That((outcome.Kind, outcome.Error), Is.EqualTo((OAuthOutcomeKind.Stored, (OAuthError?)null)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(stage.RequestToken[0], Is.EqualTo($"POST {provider.TemporaryCredentialEndpoint}"));
            Assert.That(stage.Authorization, Is.SupersetOf(provider.AuthorizationParameters.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}").Append($"GET {provider.AuthorizationEndpoint}").Append("oauth_token=t")));
            Assert.That(stage.Token[0], Is.EqualTo($"POST {provider.TokenEndpoint}"));
            Assert.That(stage.Token, Has.Some.StartsWith($"Authorization: OAuth {(provider.Realm is null ? "" : $"realm=\"{provider.Realm}\", ")}oauth_consumer_key=\"the-id\", oauth_signature_method=\"{provider.SignatureMethod.Name}\""));
            Assert.That(stage.Api, provider.ApiBaseUrl is null ? Is.Empty : Does.Contain($"GET {provider.ApiBaseUrl}me"));
        }
    }

    [TestCaseSource(nameof(WithoutLogins))]
    public async Task A_call_without_a_user_is_signed_as_a_provider_believes_it(string preset)
    {
        var stage = new Stage(Protocol.OAuth1, oauth1: pretend => AtPretend((OAuth1Provider)ProvidersFile.Ready(preset), pretend));
        Assert.That(await (await stage.Dance.TwoLeggedSession().Request("me").GetAsync()).GetStringAsync(), Does.Contain(PretendProvider.ClientId));
    }

    [TestCaseSource(nameof(WithoutLogins))]
    public void A_login_where_there_are_none_is_refused(string preset)
    {
        var dance = new OAuthDance(ProvidersFile.Ready(preset), Stage.Callback, new() { Signals = new(strict: false) });
        Assert.That(async () => await dance.BeginAsync("42"), Throws.InvalidOperationException.With.Message.StartWith($"'{preset}' has no logins."));
    }

    [TestCaseSource(nameof(WithKeys))]
    public void A_preset_that_wants_RSA_is_refused_without_the_key_and_says_what_to_add(string preset)
    {
        var provider = ProvidersFile.Chosen(preset) with { ClientId = "the-id", ClientSecret = "the-secret" };
        Assert.That(() => new OAuthDance(provider, Stage.Callback), Throws.ArgumentException.With.Message.EqualTo(
            $"The provider '{preset}' wants RSA-SHA1, and there is no private key yet: add SignatureMethod = SignatureMethod.RsaSha1(pem), with the key whose public half it knows."));
    }

    [Test]
    public void The_key_may_come_before_the_options() => Assert.That(
        () => new OAuthDance((Providers.Jira with { ClientId = "x", SignatureMethod = SignatureMethod.RsaSha1(PretendProvider.ClientPrivateKey) }).With("host", "jira.example.com"), Stage.Callback), Throws.Nothing);

    [Test]
    public void Those_that_want_RSA_are_those_of_Atlassian() => Assert.That(WithKeys, Is.EqualTo(new[] { "bitbucketserver", "jira" }));

    [Test]
    public async Task WooCommerce_has_the_signature_in_the_query()
    {
        var stage = new Stage(Protocol.OAuth1, oauth1: pretend => AtPretend((OAuth1Provider)ProvidersFile.Ready("woocommerce"), pretend));
        await stage.Dance.TwoLeggedSession().Request("me").GetAsync();
        var call = stage.Provider.CalledOnce(PretendEndpoint.Api);
        Assert.That(call.Authorization, Is.Null);
        Assert.That(call.Url, Does.Contain("oauth_signature_method=HMAC-SHA256").And.Contain("oauth_signature="));
    }

    [Test]
    public async Task The_name_that_a_program_tells_Discogs_is_told_in_calls()
    {
        var stage = new WireStage { Answer = Confirmed, Returns = "oauth_token=t&oauth_verifier=v" };
        await stage.LoginAsync(ProvidersFile.Ready("discogs").With("user_agent", "mine/1 (me@example.com)"));
        Assert.That(stage.Api, Does.Contain("User-Agent: mine/1 (me@example.com)"));
    }

    [Test]
    public void The_account_of_a_sandbox_is_written_in_the_realm_otherwise_than_in_the_host()
    {
        var provider = Providers.NetSuite.With("account", "1234567-sb1").With("realm", "1234567_SB1");
        Assert.That((provider.Realm, provider.TokenEndpoint), Is.EqualTo(("1234567_SB1", "https://1234567-sb1.restlets.api.netsuite.com/rest/accesstoken")));
        Assert.That(Providers.NetSuite.With("account", "1234567").Realm, Is.EqualTo("1234567"));
    }

    [Test]
    public void An_origin_of_ones_own_stays_and_one_that_was_taken_away_does_not_come_back()
    {
        var more = (Providers.NetSuite with { Origins = [.. Providers.NetSuite.Origins, "https://mine.example"] }).With("account", "1234567");
        Assert.That(more.Origins, Is.EqualTo(new[] { "https://1234567.restlets.api.netsuite.com", "https://mine.example" }));
        Assert.That((Providers.NetSuite with { Origins = [] }).With("account", "1234567").Origins, Is.Empty);
    }

    private static OAuth1Provider AtPretend(OAuth1Provider preset, OAuth1Provider pretend) => preset with
    {
        ClientId = pretend.ClientId,
        ClientSecret = pretend.ClientSecret,
        TemporaryCredentialEndpoint = preset.HasLogins ? pretend.TemporaryCredentialEndpoint : null,
        AuthorizationEndpoint = preset.HasLogins ? pretend.AuthorizationEndpoint : null,
        TokenEndpoint = preset.HasLogins ? pretend.TokenEndpoint : null,
        ApiBaseUrl = pretend.ApiBaseUrl,
    };
}
