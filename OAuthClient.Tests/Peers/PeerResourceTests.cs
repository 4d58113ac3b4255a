using System.Buffers.Text;
using System.Text.Json.Nodes;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Peers;

/// <summary>Resource indicators (RFC 8707) and authorization details (RFC 9396) with independent servers.</summary>
public class PeerResourceTests
{
    private const string Payment = """[{"type":"payment","amount":"12.30"}]""";

    [Test]
    public async Task A_token_has_the_requested_resource_as_its_audience([Values] PeerName peer)
    {
        var dance = await PeerDance.CreateAsync(
            peer, PeerClient.Basic, provider => provider with { Resources = [PeerClient.ApiResource] });
        Assert.That(ReadAudience(await dance.LoginForTokenAsync()), Is.EqualTo(PeerClient.ApiResource));
    }

    [Test]
    public async Task An_unknown_resource_begins_no_login([Values] PeerName peer) =>
        Assert.That(
            await BeginErrorAsync(peer, provider => provider with { Resources = ["https://other.example/"] }),
            Is.EqualTo("invalid_target"));

    [Test]
    public async Task Granted_authorization_details_are_in_the_token_response()
    {
        var dance = await PeerDance.CreateAsync(
            PeerName.OidcProvider,
            PeerClient.Basic,
            provider => provider with { Resources = [PeerClient.ApiResource], AuthorizationDetails = Payment });
        var granted = (await dance.LoginForTokenAsync()).Fields["authorization_details"].Reveal();
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(granted), JsonNode.Parse(Payment)), Is.True, granted);
    }

    [Test]
    public async Task Authorization_details_of_an_unknown_type_begin_no_login() =>
        Assert.That(
            await BeginErrorAsync(PeerName.OidcProvider, provider => provider with
            {
                Resources = [PeerClient.ApiResource],
                AuthorizationDetails = """[{"type":"flight"}]""",
            }),
            Is.EqualTo("invalid_authorization_details"));

    // The authorization request is pushed, because one of the two servers shows the error of an unpushed request only
    // to the user.
    private static async Task<string?> BeginErrorAsync(PeerName peer, Func<OAuth2Provider, OAuth2Provider> change)
    {
        var dance = await PeerDance.CreateAsync(peer, PeerClient.Pushing, change);
        return (await dance.Dance.BeginAsync(PeerDance.User)).Error?.ProviderError;
    }

    private static string? ReadAudience(OAuthToken token) =>
        (string?)JsonNode.Parse(Base64Url.DecodeFromChars(token.AccessToken.Reveal().Split('.')[1]))!["aud"];
}
