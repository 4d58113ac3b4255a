using OAuthClient.Discovery;
using OAuthClient.OAuth2;
using OAuthClient.OAuth2.Grants;
using Signals;

namespace OAuthClient.Tests.Peers;

/// <summary>From the issuer of a peer to tokens by every grant that the peer has.</summary>
public class PeerReachTests
{
    private static readonly DiscoveryOptions Loopback = new() { Allow = Insecure.LoopbackHttp };

    private static async Task<OAuth2Provider> DiscoverAsync(PeerName name, PeerClient client)
    {
        var peer = await Peers.GetAsync(name);
        var found = await OAuth2Provider.DiscoverAsync(peer.Metadata.Issuer, Loopback);
        return found with { ClientId = client.Id, ClientSecret = client.Secret };
    }

    private static async Task<OAuthDance> CreateDanceAsync(
        PeerName name, PeerClient client, TimeProvider? time = null, params string[] scopes) =>
        new(
            await DiscoverAsync(name, client) with { Scopes = scopes },
            new OAuthDanceOptions { Signals = new SignalRegistry(), Time = time ?? TimeProvider.System });

    [Test]
    public async Task A_discovered_provider_has_what_the_peer_publishes([Values] PeerName name)
    {
        var metadata = (await Peers.GetAsync(name)).Metadata;
        var found = await DiscoverAsync(name, PeerClient.Basic);
        Assert.That(
            (found.Issuer, found.TokenEndpoint, found.IntrospectionEndpoint, found.DeviceAuthorizationEndpoint),
            Is.EqualTo((
                metadata.Issuer,
                metadata.TokenEndpoint,
                metadata.IntrospectionEndpoint,
                metadata.DeviceAuthorizationEndpoint)));
        Assert.That(found.GrantTypes, Is.EquivalentTo(metadata.GrantTypesSupported));
        Assert.That(found.IssuerInResponse, Is.EqualTo(metadata.AuthorizationResponseIssParameterSupported));
    }

    [Test]
    public async Task A_program_gets_a_token_of_its_own_and_asks_about_it([Values] PeerName name)
    {
        var dance = await CreateDanceAsync(name, PeerClient.Machine, null, "read");
        var session = dance.ApplicationSession();
        var tokens = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ => await session.GetTokenAsync()));
        Assert.That(tokens.Select(token => token!.AccessToken).Distinct().Count(), Is.EqualTo(1));
        var known = await dance.IntrospectAsync(tokens[0]!.AccessToken);
        Assert.That((known.IsActive, known.ClientId ?? "machine"), Is.EqualTo((true, "machine")));
        await session.SignOutAsync();
        Assert.That((await dance.IntrospectAsync(tokens[0]!.AccessToken)).IsActive, Is.False);
    }

    [Test]
    public async Task The_programs_token_is_exchanged([Values] PeerName name)
    {
        var session = (await CreateDanceAsync(name, PeerClient.Machine, null, "read")).ApplicationSession();
        var exchanged = await session.ExchangeAsync(new() { Scopes = ["read"] });
        var own = (await session.GetTokenAsync())!.AccessToken;
        var other = (await exchanged.GetTokenAsync())!.AccessToken;
        Assert.That(other.IsEmpty || other == own, Is.False);
    }

    [Test]
    public async Task A_device_logs_in_when_its_user_allows_it([Values] PeerName name, [Values] bool allows)
    {
        var time = new WatchedTime();
        var dance = await CreateDanceAsync(name, PeerClient.Device, time, "email");
        var grant = new DeviceGrant(async (code, _) =>
        {
            var page = new Uri(code.VerificationUriComplete!);
            await (allows ? new PeerBrowser().AllowDeviceAsync(page) : new PeerBrowser().DenyDeviceAsync(page));
        });
        var outcome = await time.RunAsync(dance.GrantAsync(grant, "42").AsTask());
        Assert.That(
            outcome.Kind,
            Is.EqualTo(allows ? OAuthOutcomeKind.Stored : OAuthOutcomeKind.Denied),
            outcome.Error?.ToString());
    }

    [TestCase("anna", OAuthOutcomeKind.Stored)]
    [TestCase("eve", OAuthOutcomeKind.Denied)]
    public async Task oidc_provider_asks_a_user_on_another_device(string user, OAuthOutcomeKind kind)
    {
        var dance = await CreateDanceAsync(PeerName.OidcProvider, PeerClient.Backchannel, null, "openid");
        var outcome = await dance.GrantAsync(new BackchannelGrant(user), "42");
        Assert.That(outcome.Kind, Is.EqualTo(kind), outcome.Error?.ToString());
    }

    [Test]
    public async Task oidc_provider_registers_a_client_that_works_until_it_is_deleted()
    {
        var provider = await DiscoverAsync(PeerName.OidcProvider, PeerClient.Machine) with
        {
            ClientId = "",
            ClientSecret = default,
        };
        var metadata = new ClientMetadata { ClientName = "a robot", GrantTypes = ["client_credentials"] };
        var registrar = new ClientRegistrar(provider, metadata);
        var found = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => registrar.GetAsync()));
        Assert.That(found.Select(registration => registration.ClientId).Distinct().Count(), Is.EqualTo(1));
        var options = new OAuthDanceOptions { Signals = new SignalRegistry() };
        var dance = new OAuthDance(await registrar.GetProviderAsync(), options);
        Assert.That((await dance.ApplicationSession().GetTokenAsync())!.AccessToken.IsEmpty, Is.False);
        Assert.That((await registrar.ReadAsync()).ClientId, Is.EqualTo(found[0].ClientId));
        await registrar.DeleteAsync();
        var refused = await Assert.ThrowsAsync<OAuthException>(
            async () => await dance.ApplicationSession(["openid"]).GetTokenAsync());
        Assert.That(refused!.Error.ProviderError, Is.EqualTo("invalid_client"));
    }

    [Test]
    public async Task OpenIddict_takes_a_password_where_that_is_allowed()
    {
        var provider = await DiscoverAsync(PeerName.OpenIddict, PeerClient.Machine);
        var dance = new OAuthDance(
            provider with { Allow = Insecure.LoopbackHttp | Insecure.PasswordLogin, Scopes = ["email"] },
            new OAuthDanceOptions { Signals = new SignalRegistry() });
#pragma warning disable OAUTH0001
        var outcome = await dance.GrantAsync(new PasswordGrant("anna", "password"), "42");
#pragma warning restore OAUTH0001
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
    }
}
