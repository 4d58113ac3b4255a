using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Peers;

/// <summary>The issuer and the response mode of callbacks from independent servers.</summary>
public class PeerCallbackTests
{
    [Test]
    public async Task A_callback_carries_the_issuer_of_the_metadata([Values] PeerName peer)
    {
        var dance = await PeerDance.CreateAsync(peer, PeerClient.Basic);
        Assert.That(dance.Peer.Metadata.AuthorizationResponseIssParameterSupported, Is.True);
        Assert.That((await dance.AllowAsync()).Parameters["iss"], Is.EqualTo(dance.Peer.Metadata.Issuer));
    }

    // Issuers are compared character by character, so a URL with a trailing slash is not the same issuer.
    [Test]
    public async Task A_callback_of_another_issuer_is_refused_without_a_token_request(
        [Values] PeerName peer, [Values] bool allowed)
    {
        var dance = await PeerDance.CreateAsync(
            peer, PeerClient.Basic, provider => provider with { Issuer = ToggleTrailingSlash(provider.Issuer!) });
        var outcome = await dance.FinishAsync(allowed ? await dance.AllowAsync() : await dance.DenyAsync());
        Assert.That(
            (outcome.Kind, outcome.Error?.Code),
            Is.EqualTo((OAuthOutcomeKind.Refused, OAuthErrorCode.IssMismatch)));
        Assert.That(await dance.TokenRequestsAsync(), Is.Empty);
    }

    [Test]
    public async Task A_login_with_a_posted_callback_ends_with_a_token(
        [Values] PeerName peer,
        [Values(PushedAuthorization.Off, PushedAuthorization.Required)] PushedAuthorization pushed)
    {
        var dance = await PeerDance.CreateAsync(
            peer,
            PeerClient.Basic,
            provider => provider with { ResponseMode = ResponseMode.FormPost, PushedAuthorization = pushed });
        var callback = await dance.AllowAsync();
        Assert.That((callback.Url.Query, callback.Form is null), Is.EqualTo(("", false)));
        Assert.That((await dance.FinishAsync(callback)).IsStored, Is.True);
    }

    private static string ToggleTrailingSlash(string issuer) => issuer.EndsWith('/') ? issuer[..^1] : issuer + "/";
}
