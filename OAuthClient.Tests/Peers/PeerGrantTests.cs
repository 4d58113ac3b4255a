using System.Net;

namespace OAuthClient.Tests.Peers;

/// <summary>The grants of the peers, by raw requests: the peers are as the tests of the client expect them.</summary>
public class PeerGrantTests
{
    private const string Grant = "urn:ietf:params:oauth:grant-type:";

    [Test]
    public async Task A_peer_lists_its_grants_and_endpoints([Values] PeerName name)
    {
        var metadata = (await Peers.GetAsync(name)).Metadata;
        Assert.That(
            metadata.GrantTypesSupported,
            Is.SupersetOf(new[] { "client_credentials", $"{Grant}device_code", $"{Grant}token-exchange" }));
        Assert.That(
            new[] { metadata.DeviceAuthorizationEndpoint, metadata.IntrospectionEndpoint, metadata.RevocationEndpoint },
            Has.None.Null);
    }

    [Test]
    public async Task A_peer_gives_a_machine_a_token_and_knows_and_exchanges_it([Values] PeerName name)
    {
        var peer = new PeerWire(await Peers.GetAsync(name), PeerClient.Machine);
        var token = await peer.GetTokenAsync("grant_type=client_credentials&scope=read");
        var known = await peer.PostAsync(peer.Metadata.IntrospectionEndpoint, $"token={token["access_token"]}");
        var other = await peer.GetTokenAsync(
            $"grant_type={Grant}token-exchange&subject_token={token["access_token"]}"
            + "&subject_token_type=urn:ietf:params:oauth:token-type:access_token");
        Assert.That((bool?)known["active"], Is.True, known.ToJsonString());
        Assert.That((string?)other["issued_token_type"], Does.EndWith("access_token"), other.ToJsonString());
        Assert.That((string?)other["access_token"], Is.Not.Null.And.Not.EqualTo((string?)token["access_token"]));
    }

    [Test]
    public async Task A_peer_lets_a_user_decide_about_a_device([Values] PeerName name, [Values] bool allow)
    {
        var peer = new PeerWire(await Peers.GetAsync(name), PeerClient.Device);
        var begun = await peer.PostAsync(peer.Metadata.DeviceAuthorizationEndpoint, "scope=email");
        var form = $"grant_type={Grant}device_code&device_code={begun["device_code"]}";
        var pending = await peer.GetTokenAsync(form);
        var page = new Uri((string)begun["verification_uri_complete"]!);
        await (allow ? new PeerBrowser().AllowDeviceAsync(page) : new PeerBrowser().DenyDeviceAsync(page));
        var ended = await peer.GetTokenAsync(form);
        Assert.That((string?)pending["error"], Is.EqualTo("authorization_pending"), begun.ToJsonString());
        Assert.That((string?)ended["error"], Is.EqualTo(allow ? null : "access_denied"), ended.ToJsonString());
        Assert.That(ended.ContainsKey("access_token"), Is.EqualTo(allow));
    }

    [Test]
    public async Task OpenIddict_takes_passwords()
    {
        var peer = new PeerWire(await Peers.GetAsync(PeerName.OpenIddict), PeerClient.Machine);
        var token = await peer.GetTokenAsync("grant_type=password&username=anna&password=password&scope=email");
        Assert.That(token.ContainsKey("access_token"), Is.True, token.ToJsonString());
    }

    [TestCase("anna", null)]
    [TestCase("eve", "access_denied")]
    public async Task oidc_provider_asks_a_user_on_another_device(string user, string? error)
    {
        var peer = new PeerWire(await Peers.GetAsync(PeerName.OidcProvider), PeerClient.Backchannel);
        var begun = await peer.PostAsync(
            peer.Metadata.BackchannelAuthenticationEndpoint, $"login_hint={user}&scope=openid");
        var form = $"grant_type=urn:openid:params:grant-type:ciba&auth_req_id={begun["auth_req_id"]}";
        Assert.That(begun.ContainsKey("auth_req_id"), Is.True, begun.ToJsonString());
        Assert.That(
            async () => (string?)(await peer.GetTokenAsync(form))["error"],
            Is.EqualTo(error).After(10_000, pollingInterval: 200));
    }

    [Test]
    public async Task oidc_provider_registers_a_client_and_forgets_it()
    {
        var peer = new PeerWire(await Peers.GetAsync(PeerName.OidcProvider), PeerClient.Machine);
        var registered = await peer.RegisterAsync(
            """{"grant_types":["client_credentials"],"redirect_uris":[],"response_types":[]}""");
        var client = new PeerClient(
            (string)registered["client_id"]!, (string)registered["client_secret"]!, "client_secret_basic");
        var token = await peer.As(client).GetTokenAsync("grant_type=client_credentials");
        Assert.That(token.ContainsKey("access_token"), Is.True, token.ToJsonString());
        Assert.That(await peer.DeleteAsync(registered), Is.EqualTo(HttpStatusCode.NoContent));
        var refused = await peer.As(client).GetTokenAsync("grant_type=client_credentials");
        Assert.That((string?)refused["error"], Is.EqualTo("invalid_client"));
    }
}
