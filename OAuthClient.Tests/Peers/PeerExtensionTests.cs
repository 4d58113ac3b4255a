using System.Web;
using Flurl.Http;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Peers;

/// <summary>Extensions of OAuth 2 against an independent server.</summary>
public class PeerExtensionTests
{
    [Test]
    public async Task An_ID_token_with_the_nonce_of_the_login_tells_receivers_who_logged_in()
    {
        var dance = await CreateAsync(new IdTokenExtension());
        object? found = null;
        using var receiver = dance.Dance.Signals.Authorized.Connect((_, args) => found = args.Findings.Single());
        await dance.LoginForTokenAsync();
        Assert.That(found, Is.EqualTo(new PeerIdentity("anna")));
    }

    [Test]
    public async Task An_ID_token_of_another_login_stores_nothing()
    {
        var dance = await CreateAsync(new IdTokenExtension(), new OtherNonceExtension());
        var outcome = await dance.LoginAsync();
        Assert.That(
            (outcome.Kind, outcome.Error?.Code), Is.EqualTo((OAuthOutcomeKind.Refused, "id_token_invalid")));
    }

    [Test]
    public async Task A_token_is_bound_by_DPoP_at_the_token_endpoint_and_in_calls_of_the_API()
    {
        var dance = await CreateAsync(new DpopExtension());
        var token = await dance.LoginForTokenAsync();
        Assert.That(token.TokenType, Is.EqualTo("DPoP"));
        Assert.That(
            await dance.TokenRequestsAsync(), Has.Count.EqualTo(2), "the server asks for a nonce first");
        for (var calls = 0; calls < 2; calls++)
            Assert.That(await dance.Dance.Session(PeerDance.User).Request("me").GetStringAsync(), Does.Contain("anna"));
    }

    [Test]
    public async Task A_bound_token_is_refreshed_with_the_key_of_its_login()
    {
        var dance = await CreateAsync(
            provider => provider with
            {
                Scopes = ["openid", "offline_access"],
                AuthorizationParameters = new Dictionary<string, string> { ["prompt"] = "consent" },
            },
            new DpopExtension());
        var token = await dance.LoginForTokenAsync();
        await dance.ExpireTokenAsync();
        var fresh = await dance.Dance.Session(PeerDance.User).GetTokenAsync();
        Assert.That(fresh!.AccessToken, Is.Not.EqualTo(token.AccessToken));
        Assert.That(await dance.Dance.Session(PeerDance.User).Request("me").GetStringAsync(), Does.Contain("anna"));
    }

    [Test]
    public async Task A_signed_request_takes_everything_with_it([Values] bool isPushed)
    {
        var dance = await CreateAsync(
            provider => provider with
            {
                PushedAuthorization = isPushed ? PushedAuthorization.Required : PushedAuthorization.Off,
            },
            new RequestObjectExtension(),
            new IdTokenExtension());
        var carried = HttpUtility.ParseQueryString((await dance.BeginAsync()).Query).AllKeys;
        Assert.That(carried, Is.EqualTo(new[] { "client_id", isPushed ? "request_uri" : "request" }));
        await dance.LoginForTokenAsync();
    }

    [Test]
    public async Task A_signed_callback_ends_a_login([Values] bool isAllowed)
    {
        var dance = await CreateAsync(new SignedCallbackExtension());
        var callback = isAllowed ? await dance.AllowAsync() : await dance.DenyAsync();
        Assert.That(callback.Parameters["state"], Is.Null);
        var outcome = await dance.FinishAsync(callback);
        Assert.That(
            outcome.Kind,
            Is.EqualTo(isAllowed ? OAuthOutcomeKind.Stored : OAuthOutcomeKind.Denied),
            outcome.Error?.ToString());
    }

    [Test]
    public async Task A_callback_that_is_not_signed_leaves_the_login_waiting_for_the_signed_one()
    {
        var dance = await CreateAsync(new SignedCallbackExtension());
        var callback = await dance.AllowAsync();
        var address = callback.Url.OriginalString;
        var otherSignature = string.Concat(address[..^40], string.Concat(address[^40..^4].Reverse()), address[^4..]);
        foreach (var forged in new[] { otherSignature, $"{PeerClient.RedirectUri}?code=forged&state=forged" })
        {
            var outcome = await dance.FinishAsync(new(new(forged), null));
            Assert.That(outcome.Error?.Code, Is.EqualTo("callback_unsigned"));
        }
        Assert.That((await dance.FinishAsync(callback)).IsStored, Is.True);
    }

    [Test]
    public async Task All_four_extensions_work_together()
    {
        var dance = await CreateAsync(
            new RequestObjectExtension(), new SignedCallbackExtension(), new DpopExtension(), new IdTokenExtension());
        Assert.That((await dance.LoginForTokenAsync()).TokenType, Is.EqualTo("DPoP"));
        Assert.That(await dance.Dance.Session(PeerDance.User).Request("me").GetStringAsync(), Does.Contain("anna"));
    }

    private static Task<PeerDance> CreateAsync(params OAuth2Extension[] extensions) =>
        CreateAsync(provider => provider, extensions);

    private static Task<PeerDance> CreateAsync(
        Func<OAuth2Provider, OAuth2Provider> change, params OAuth2Extension[] extensions) =>
        PeerDance.CreateAsync(
            PeerName.OidcProvider, PeerClient.Basic, provider => change(provider) with { Extensions = extensions });

    // Replaces the nonce in the provider's request, so that the ID token has another one.
    private sealed class OtherNonceExtension : OAuth2Extension
    {
        public override string Name => "other_nonce";

        public override int Order => 1;

        public override ValueTask AuthorizeAsync(
            AuthorizationParameters parameters, ExtensionContext context, CancellationToken cancellationToken)
        {
            parameters.Guard = null;
            parameters.Set("nonce", "another");
            return default;
        }
    }
}
