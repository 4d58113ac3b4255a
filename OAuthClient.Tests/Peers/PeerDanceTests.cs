using System.Net;
using Flurl.Http;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Peers;

/// <summary>Whole dances with servers that we did not write.</summary>
public class PeerDanceTests
{
    private static readonly HttpClient Http = new();

    private sealed record Profile(string Sub);

    private static IEnumerable<PeerClient> Clients => PeerClient.All.Where(client => !client.MustPush);

    private static IEnumerable<PeerClient> WithSecret => [PeerClient.Basic, PeerClient.Post];

    [Test]
    public async Task A_login_ends_with_a_stored_token_that_opens_the_API([Values] PeerName peer, [ValueSource(nameof(Clients))] PeerClient client)
    {
        var dance = await PeerDance.WithAsync(peer, client);
        await dance.TokenAsync();
        var profile = await dance.Dance.Session(PeerDance.User).Request(dance.Peer.Metadata.UserinfoEndpoint).GetJsonAsync<Profile>();
        Assert.That(profile.Sub, Is.EqualTo("anna"));
    }

    [Test]
    public async Task The_code_is_sent_once_and_the_client_says_in_one_way_who_it_is([Values] PeerName peer, [ValueSource(nameof(Clients))] PeerClient client)
    {
        var dance = await PeerDance.WithAsync(peer, client);
        await dance.TokenAsync();
        var expected = client.Method switch { "client_secret_basic" => "Basic", "client_secret_post" => "client_id client_secret", _ => "client_id" };
        Assert.That((await dance.TokenRequestsAsync()).Select(request => request.Authentication), Is.EqualTo(new[] { expected }));
    }

    [Test]
    public async Task A_plain_secret_can_go_unencoded([Values] PeerName peer)
    {
        var dance = await PeerDance.WithAsync(peer, PeerClient.Basic, provider => provider with { ClientAuthentication = ClientAuthentication.RawBasic });
        await dance.TokenAsync();
    }

    [Test]
    public async Task The_user_who_says_no_is_an_outcome_and_no_token_is_asked_for([Values] PeerName peer, [Values] ResponseMode mode)
    {
        var dance = await PeerDance.WithAsync(peer, PeerClient.Basic, provider => provider with { ResponseMode = mode });
        var outcome = await dance.FinishAsync(await dance.DenyAsync());
        Assert.That((outcome.Kind, outcome.Error?.ProviderError), Is.EqualTo((OAuthOutcomeKind.Denied, "access_denied")));
        Assert.That(outcome.Error?.ProviderDescription, Is.Not.Empty);
        Assert.That(await dance.TokenRequestsAsync(), Is.Empty);
    }

    [Test]
    public async Task The_same_callback_again_gets_the_same_outcome_and_the_server_hears_nothing([Values] PeerName peer)
    {
        var dance = await PeerDance.WithAsync(peer, PeerClient.Basic);
        var callback = await dance.AllowAsync();
        var first = await dance.FinishAsync(callback);
        Assert.That(await dance.FinishAsync(callback), Is.EqualTo(first));
        Assert.That((first.Kind, (await dance.TokenRequestsAsync()).Count), Is.EqualTo((OAuthOutcomeKind.Stored, 1)));
    }

    [Test]
    public async Task After_a_login_the_code_is_spent([Values] PeerName peer)
    {
        var dance = await PeerDance.WithAsync(peer, PeerClient.Public);
        var callback = await dance.AllowAsync();
        using var byHand = await dance.TokenRequestByHandAsync(callback);
        Assert.That((await dance.FinishAsync(callback)).IsStored, Is.True);
        using var answer = await Http.PostAsync(new Uri(dance.Peer.Metadata.TokenEndpoint), byHand);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("invalid_grant"));
    }

    [Test]
    public async Task A_code_that_somebody_else_has_spent_fails_with_the_words_of_the_server([Values] PeerName peer)
    {
        var dance = await PeerDance.WithAsync(peer, PeerClient.Public);
        var callback = await dance.AllowAsync();
        using var byHand = await dance.TokenRequestByHandAsync(callback);
        using var answer = await Http.PostAsync(new Uri(dance.Peer.Metadata.TokenEndpoint), byHand);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var outcome = await dance.FinishAsync(callback);
        Assert.That((outcome.Kind, outcome.Error?.ProviderError, outcome.Error?.Status), Is.EqualTo((OAuthOutcomeKind.ProviderFailed, "invalid_grant", 400)));
    }

    [Test]
    public async Task A_wrong_secret_fails_with_the_words_of_the_server([Values] PeerName peer, [ValueSource(nameof(WithSecret))] PeerClient client)
    {
        var dance = await PeerDance.WithAsync(peer, client, provider => provider with { ClientSecret = "not-the-secret" });
        var outcome = await dance.LoginAsync();
        Assert.That((outcome.Kind, outcome.Error?.ProviderError, outcome.Error?.Status), Is.EqualTo((OAuthOutcomeKind.ProviderFailed, "invalid_client", 401)));
        Assert.That(outcome.Error?.ProviderDescription, Does.Contain("client"));
    }

    [Test]
    public async Task A_scope_that_the_server_did_not_grant_is_missing([Values] PeerName peer)
    {
        // Both give offline_access to those only who ask for consent too.
        var dance = await PeerDance.WithAsync(peer, PeerClient.Basic, provider => provider with { Scopes = ["openid", "email", "offline_access"] });
        var token = await dance.TokenAsync();
        Assert.That(token.GrantedScopes, Is.EquivalentTo(new[] { "openid", "email" }));
        Assert.That(token.MissingScopes, Is.EqualTo(new[] { "offline_access" }));
    }
}
