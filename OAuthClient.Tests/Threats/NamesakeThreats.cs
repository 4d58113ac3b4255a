using Flurl.Http;
using OAuthClient.Discovery;
using OAuthClient.OAuth2;
using OAuthClient.Presets;
using OAuthClient.Storage;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Threats;

/// <summary>
/// Two servers that are called alike and know the client by the same id, such as two shops, or two installations of one
/// program. No code or token of one goes to the other.
/// </summary>
public class NamesakeThreats
{
    private readonly PretendProvider _other = new("https://evil.example");

    private OAuthDance CreateNamesake(DanceSetup setup, Func<OAuth2Provider, OAuth2Provider>? change = null)
    {
        var namesake = _other.OAuth2 with
        {
            Name = setup.Dance.Provider.Name,
            ClientId = setup.Dance.Provider.ClientId,
        };
        return new(
            change?.Invoke(namesake) ?? namesake,
            "https://app.example/other/callback",
            setup.Options with { Http = _other.Handler });
    }

    [Test]
    public async Task T08_A_callback_of_a_login_with_a_namesake_is_refused_and_its_code_is_not_sent(
        [Values] bool issuer)
    {
        var setup = new DanceSetup(provider: provider => WithIssuer(provider, issuer));
        var namesake = CreateNamesake(setup, provider => WithIssuer(provider, issuer));
        var callback = await setup.GetCallbackUrlAsync("42");
        var outcome = await namesake.FinishAsync(callback, setup.Browser.Cookie);
        Assert.That(
            (outcome.Error?.Code, _other.Requests.Count, setup.TokenRequestCount),
            Is.EqualTo((OAuthErrorCode.ProviderMismatch, 0, 0)));
    }

    [Test]
    public async Task T29_A_token_is_not_sent_to_a_namesake([Values] bool issuer)
    {
        var setup = new DanceSetup(provider: provider => WithIssuer(provider, issuer));
        await setup.LoginAsync("42");
        var session = CreateNamesake(setup, provider => WithIssuer(provider, issuer)).Session("42");
        Assert.That(await session.GetTokenAsync(), Is.Null);
        Assert.That(
            async () => await session.Request("me").GetAsync(),
            Throws.TypeOf<FlurlHttpException>().With.InnerException.TypeOf<AuthorizationRequiredException>());
        await session.SignOutAsync();
        Assert.That((_other.Requests.Count, setup.Tokens.Count), Is.EqualTo((0, 1)), "the token is kept, unsent");
    }

    [TestCase("https://host.example/u/evil", IssuerSource.ThirdParty)]
    [TestCase("https://host.example/u/other", IssuerSource.Developer)]
    public async Task T29_An_issuer_has_no_token_of_another_issuer_of_its_host(string issuer, IssuerSource source)
    {
        var tokens = new MemoryTokenStore();
        // The key of https://host.example, whose dance is in another process.
        var key = new TokenKey("host.example https://host.example", "client", "42", TokenKey.DefaultAccount);
        await tokens.PutAsync(key, new() { AccessToken = "token", RefreshToken = "refresh" }, null);
        var document = $$"""{"issuer":"{{issuer}}","token_endpoint":"https://host.example/t"}""";
        var found = OAuth2Provider.FromMetadata(document, issuer, new() { NamedBy = source });
        var dance = new OAuthDance(found with { ClientId = "client" }, new OAuthDanceOptions { Tokens = tokens });
        Assert.That(await dance.Session("42").GetTokenAsync(), Is.Null);
        await dance.Session("42").SignOutAsync();
        Assert.That((await tokens.GetAsync(key))?.Token.AccessToken.Reveal(), Is.EqualTo("token"));
    }

    [Test]
    public void T10_Namesakes_that_do_not_name_themselves_may_not_share_a_redirect_URI()
    {
        var setup = new DanceSetup(provider: provider => WithIssuer(provider, false));
        var namesake = WithIssuer(_other.OAuth2, false) with { Name = setup.Dance.Provider.Name };
        Assert.That(
            () => new OAuthDance(namesake, DanceSetup.RedirectUri, setup.Options),
            Throws.ArgumentException
                .With.Message.Contains("https://pretend.example")
                .And.Message.Contains("https://evil.example"));
    }

    [TestCase("shop-a.myshopify.com", OAuthErrorCode.CallbackSignatureInvalid)]
    [TestCase("shop-b.myshopify.com", OAuthErrorCode.IssMismatch)]
    [TestCase(null, OAuthErrorCode.IssMissing)]
    public async Task T10_Shops_may_share_a_redirect_URI_since_each_callback_must_name_its_own(
        string? shop, string code)
    {
        var options = new OAuthDanceOptions { PendingDances = new MemoryPendingDanceStore() };
        var dances = new[] { "shop-a", "shop-b" }.Select(name => new OAuthDance(
            (OAuth2Provider)Providers.Shopify.With("shop", name) with { ClientId = "app", ClientSecret = "secret" },
            DanceSetup.RedirectUri,
            options)).ToArray();
        var login = await dances[0].BeginAsync("42");
        var state = login.AuthorizationUrl!.Query.Split("state=")[1].Split('&')[0];
        var parameters = shop is null ? $"code=c&state={state}" : $"code=c&shop={shop}&state={state}";
        var isSigned = code != OAuthErrorCode.CallbackSignatureInvalid;
        var hmac = isSigned ? Sign(parameters) : "0";
        var outcome = await dances[0].FinishAsync($"?{parameters}&hmac={hmac}", login.BrowserKey);
        Assert.That(outcome.Error?.Code, Is.EqualTo(code));
    }

    [Test]
    public void T10_Servers_that_differ_in_their_ports_may_not_share_a_redirect_URI_by_their_hosts()
    {
        var options = new OAuthDanceOptions { PendingDances = new MemoryPendingDanceStore() };
        OAuthDance Create(string origin) => new(
            new OAuth2Provider
            {
                Name = "git",
                ClientId = "app",
                AuthorizationEndpoint = $"{origin}/authorize",
                TokenEndpoint = $"{origin}/token",
                Quirks = new() { HostParameter = "host" },
            },
            DanceSetup.RedirectUri,
            options);
        Create("https://git.example");
        Assert.That(() => Create("https://git.example:8443"), Throws.ArgumentException);
    }

    private static string Sign(string parameters) => Convert.ToHexStringLower(
        System.Security.Cryptography.HMACSHA256.HashData("secret"u8, System.Text.Encoding.UTF8.GetBytes(parameters)));

    private static OAuth2Provider WithIssuer(OAuth2Provider provider, bool issuer) => provider with
    {
        Issuer = issuer ? provider.Issuer : null,
        IssuerInResponse = issuer,
    };
}
