using Flurl.Http;
using OAuthClient.OAuth1;
using OAuthClient.Presets;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Presets;

/// <summary>Signatures, endpoints and parameters of logins and API calls with each OAuth 1 preset.</summary>
public class OAuth1PresetTests
{
    private const string ConfirmedRequestToken = "oauth_token=t&oauth_token_secret=s&oauth_callback_confirmed=true";

    private static IEnumerable<OAuth1Provider> All =>
        ProvidersFile.Names.Select(ProvidersFile.WithCredentials).OfType<OAuth1Provider>();

    private static IEnumerable<string> PresetsWithLogins =>
        All.Where(provider => provider.HasLogins).Select(provider => provider.Name);

    private static IEnumerable<string> PresetsWithoutLogins =>
        All.Where(provider => !provider.HasLogins).Select(provider => provider.Name);

    private static IEnumerable<string> PresetsWithKeys =>
        All.Where(provider => !provider.SignatureMethod.UsesSecrets).Select(provider => provider.Name);

    [TestCaseSource(nameof(PresetsWithLogins))]
    public async Task A_login_has_signatures_that_the_pretend_provider_accepts(string preset)
    {
        var setup = new DanceSetup(
            Protocol.OAuth1,
            oauth1: pretend => WithPretendEndpoints((OAuth1Provider)ProvidersFile.WithCredentials(preset), pretend));
        var outcome = await setup.LoginAsync("42");
        Assert.That((outcome.Kind, outcome.Error), Is.EqualTo((OAuthOutcomeKind.Stored, (OAuthError?)null)));
        Assert.That(
            await (await setup.Dance.Session("42").Request("me").GetAsync()).GetStringAsync(),
            Does.Contain("anna"));
    }

    [TestCaseSource(nameof(PresetsWithLogins))]
    public async Task A_login_uses_the_endpoints_and_parameters_of_the_preset(string preset)
    {
        var provider = (OAuth1Provider)ProvidersFile.WithCredentials(preset);
        var recorder = new WireRecorder
        {
            TokenResponseBody = ConfirmedRequestToken,
            CallbackParameters = "oauth_token=t&oauth_verifier=v",
        };
        var outcome = await recorder.LoginAsync(provider);
        Assert.That((outcome.Kind, outcome.Error), Is.EqualTo((OAuthOutcomeKind.Stored, (OAuthError?)null)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(recorder.RequestTokenLines[0], Is.EqualTo($"POST {provider.TemporaryCredentialEndpoint}"));
            Assert.That(
                recorder.AuthorizationLines,
                Is.SupersetOf(provider.AuthorizationParameters
                    .Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}")
                    .Append($"GET {provider.AuthorizationEndpoint}")
                    .Append("oauth_token=t")));
            Assert.That(recorder.TokenRequestLines[0], Is.EqualTo($"POST {provider.TokenEndpoint}"));
            var realm = provider.Realm is null ? "" : $"realm=\"{provider.Realm}\", ";
            Assert.That(
                recorder.TokenRequestLines,
                Has.Some.StartsWith(
                    $"Authorization: OAuth {realm}oauth_consumer_key=\"the-id\", "
                    + $"oauth_signature_method=\"{provider.SignatureMethod.Name}\""));
            Assert.That(
                recorder.ApiRequestLines,
                provider.ApiBaseUrl is null ? Is.Empty : Does.Contain($"GET {provider.ApiBaseUrl}me"));
        }
    }

    [TestCaseSource(nameof(PresetsWithoutLogins))]
    public async Task A_call_without_a_user_has_a_signature_that_the_pretend_provider_accepts(string preset)
    {
        var setup = new DanceSetup(
            Protocol.OAuth1,
            oauth1: pretend => WithPretendEndpoints((OAuth1Provider)ProvidersFile.WithCredentials(preset), pretend));
        Assert.That(
            await (await setup.Dance.ApplicationSession().Request("me").GetAsync()).GetStringAsync(),
            Does.Contain(PretendProvider.ClientId));
    }

    [TestCaseSource(nameof(PresetsWithoutLogins))]
    public void A_login_with_a_preset_without_logins_is_refused(string preset)
    {
        var dance = new OAuthDance(
            ProvidersFile.WithCredentials(preset), DanceSetup.RedirectUri, new() { Signals = new(strict: false) });
        Assert.That(
            async () => await dance.BeginAsync("42"),
            Throws.InvalidOperationException.With.Message.StartWith($"'{preset}' has no logins."));
    }

    [TestCaseSource(nameof(PresetsWithKeys))]
    public void A_preset_that_needs_RSA_is_refused_without_a_key_and_the_error_says_what_to_add(string preset)
    {
        var provider = ProvidersFile.WithRequiredOptions(preset) with
        {
            ClientId = "the-id",
            ClientSecret = "the-secret",
        };
        Assert.That(
            () => new OAuthDance(provider, DanceSetup.RedirectUri),
            Throws.ArgumentException.With.Message.EqualTo(
                $"The provider '{preset}' wants RSA-SHA1, and there is no private key yet: "
                + "add SignatureMethod = SignatureMethod.RsaSha1(pem), with the key whose public half it knows."));
    }

    [Test]
    public void A_private_key_may_be_set_before_the_options()
    {
        var jira = Providers.Jira with
        {
            ClientId = "x",
            SignatureMethod = SignatureMethod.RsaSha1(PretendProvider.ClientPrivateKey),
        };
        Assert.That(
            () => new OAuthDance(jira.With("host", "jira.example.com"), DanceSetup.RedirectUri),
            Throws.Nothing);
    }

    [Test]
    public void Only_the_presets_of_Atlassian_need_RSA() =>
        Assert.That(PresetsWithKeys, Is.EqualTo(new[] { "bitbucketserver", "jira" }));

    [Test]
    public async Task WooCommerce_sends_the_signature_in_the_query()
    {
        var setup = new DanceSetup(
            Protocol.OAuth1,
            oauth1: pretend => WithPretendEndpoints(
                (OAuth1Provider)ProvidersFile.WithCredentials("woocommerce"), pretend));
        await setup.Dance.ApplicationSession().Request("me").GetAsync();
        var call = setup.Provider.AssertCalledOnce(PretendEndpoint.Api);
        Assert.That(call.Authorization, Is.Null);
        Assert.That(call.Url, Does.Contain("oauth_signature_method=HMAC-SHA256").And.Contain("oauth_signature="));
    }

    [Test]
    public async Task The_user_agent_option_of_Discogs_is_sent_in_API_calls()
    {
        var recorder = new WireRecorder
        {
            TokenResponseBody = ConfirmedRequestToken,
            CallbackParameters = "oauth_token=t&oauth_verifier=v",
        };
        await recorder.LoginAsync(
            ProvidersFile.WithCredentials("discogs").With("user_agent", "mine/1 (me@example.com)"));
        Assert.That(recorder.ApiRequestLines, Does.Contain("User-Agent: mine/1 (me@example.com)"));
    }

    [Test]
    public void A_NetSuite_sandbox_account_is_spelled_differently_in_realm_and_host()
    {
        var provider = Providers.NetSuite.With("account", "1234567-sb1").With("realm", "1234567_SB1");
        Assert.That(
            (provider.Realm, provider.TokenEndpoint),
            Is.EqualTo(("1234567_SB1", "https://1234567-sb1.restlets.api.netsuite.com/rest/accesstoken")));
        Assert.That(Providers.NetSuite.With("account", "1234567").Realm, Is.EqualTo("1234567"));
    }

    [Test]
    public void An_option_keeps_added_origins_and_does_not_restore_removed_origins()
    {
        var more = (Providers.NetSuite with { Origins = [.. Providers.NetSuite.Origins, "https://mine.example"] }).With(
            "account", "1234567");
        Assert.That(
            more.Origins,
            Is.EqualTo(new[] { "https://1234567.restlets.api.netsuite.com", "https://mine.example" }));
        Assert.That((Providers.NetSuite with { Origins = [] }).With("account", "1234567").Origins, Is.Empty);
    }

    private static OAuth1Provider WithPretendEndpoints(OAuth1Provider preset, OAuth1Provider pretend) => preset with
    {
        ClientId = pretend.ClientId,
        ClientSecret = pretend.ClientSecret,
        TemporaryCredentialEndpoint = preset.HasLogins ? pretend.TemporaryCredentialEndpoint : null,
        AuthorizationEndpoint = preset.HasLogins ? pretend.AuthorizationEndpoint : null,
        TokenEndpoint = preset.HasLogins ? pretend.TokenEndpoint : null,
        ApiBaseUrl = pretend.ApiBaseUrl,
    };
}
