using System.Buffers.Text;
using System.Text.Json.Nodes;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Peers;

/// <summary>What a token is for, asked of servers that we did not write: resource indicators (RFC 8707), authorization details (RFC 9396).</summary>
public class PeerTargetTests
{
    private const string Payment = """[{"type":"payment","amount":"12.30"}]""";

    [Test]
    public async Task A_token_is_for_the_resource_that_was_asked_for([Values] PeerName peer)
    {
        var dance = await PeerDance.WithAsync(peer, PeerClient.Basic, provider => provider with { Resources = [PeerClient.Api] });
        Assert.That(Audience(await dance.TokenAsync()), Is.EqualTo(PeerClient.Api));
    }

    [Test]
    public async Task A_resource_that_the_server_does_not_know_begins_no_login([Values] PeerName peer) =>
        Assert.That(await RefusalAsync(peer, provider => provider with { Resources = ["https://other.example/"] }), Is.EqualTo("invalid_target"));

    [Test]
    public async Task The_details_that_were_granted_are_in_the_answer()
    {
        var dance = await PeerDance.WithAsync(PeerName.OidcProvider, PeerClient.Basic, provider => provider with { Resources = [PeerClient.Api], AuthorizationDetails = Payment });
        var granted = (await dance.TokenAsync()).Fields["authorization_details"].Reveal();
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(granted), JsonNode.Parse(Payment)), Is.True, granted);
    }

    [Test]
    public async Task Details_of_a_type_that_the_server_does_not_know_begin_no_login() =>
        Assert.That(
            await RefusalAsync(PeerName.OidcProvider, provider => provider with { Resources = [PeerClient.Api], AuthorizationDetails = """[{"type":"flight"}]""" }),
            Is.EqualTo("invalid_authorization_details"));

    // Pushed, since one of the servers would show the user a page instead of telling us.
    private static async Task<string?> RefusalAsync(PeerName peer, Func<OAuth2Provider, OAuth2Provider> change)
    {
        var dance = await PeerDance.WithAsync(peer, PeerClient.Pushing, change);
        return (await dance.Dance.BeginAsync(PeerDance.User)).Error?.ProviderError;
    }

    private static string? Audience(OAuthToken token) =>
        (string?)JsonNode.Parse(Base64Url.DecodeFromChars(token.AccessToken.Reveal().Split('.')[1]))!["aud"];
}
