using System.Net;
using Flurl.Http;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Peers;

/// <summary>Whole dances with independent servers.</summary>
public class PeerDanceTests
{
    private static readonly HttpClient Http = new();

    private sealed record UserInfo(string Sub);

    private static IEnumerable<PeerClient> Clients => PeerClient.All.Where(client => !client.MustPush);

    private static IEnumerable<PeerClient> ClientsWithSecret => [PeerClient.Basic, PeerClient.Post];

    [Test]
    public async Task A_login_ends_with_a_stored_token_that_calls_the_API(
        [Values] PeerName peer, [ValueSource(nameof(Clients))] PeerClient client)
    {
        var dance = await PeerDance.CreateAsync(peer, client);
        await dance.LoginForTokenAsync();
        var profile = await dance.Dance.Session(PeerDance.User)
            .Request(dance.Peer.Metadata.UserinfoEndpoint).GetJsonAsync<UserInfo>();
        Assert.That(profile.Sub, Is.EqualTo("anna"));
    }

    [Test]
    public async Task The_code_is_sent_once_with_one_client_authentication_method(
        [Values] PeerName peer, [ValueSource(nameof(Clients))] PeerClient client)
    {
        var dance = await PeerDance.CreateAsync(peer, client);
        await dance.LoginForTokenAsync();
        var expected = client.Method switch
        {
            "client_secret_basic" => "Basic",
            "client_secret_post" => "client_id client_secret",
            _ => "client_id",
        };
        Assert.That(
            (await dance.TokenRequestsAsync()).Select(request => request.Authentication),
            Is.EqualTo(new[] { expected }));
    }

    [Test]
    public async Task A_plain_secret_can_be_sent_unencoded([Values] PeerName peer)
    {
        var dance = await PeerDance.CreateAsync(
            peer, PeerClient.Basic, provider => provider with { ClientAuthentication = ClientAuthentication.RawBasic });
        await dance.LoginForTokenAsync();
    }

    [Test]
    public async Task A_denial_by_the_user_is_an_outcome_without_a_token_request(
        [Values] PeerName peer, [Values] ResponseMode mode)
    {
        var dance = await PeerDance.CreateAsync(
            peer, PeerClient.Basic, provider => provider with { ResponseMode = mode });
        var outcome = await dance.FinishAsync(await dance.DenyAsync());
        Assert.That(
            (outcome.Kind, outcome.Error?.ProviderError),
            Is.EqualTo((OAuthOutcomeKind.Denied, "access_denied")));
        Assert.That(outcome.Error?.ProviderDescription, Is.Not.Empty);
        Assert.That(await dance.TokenRequestsAsync(), Is.Empty);
    }

    [Test]
    public async Task A_repeated_callback_gets_the_first_outcome_without_a_second_token_request([Values] PeerName peer)
    {
        var dance = await PeerDance.CreateAsync(peer, PeerClient.Basic);
        var callback = await dance.AllowAsync();
        var first = await dance.FinishAsync(callback);
        Assert.That(await dance.FinishAsync(callback), Is.EqualTo(first));
        Assert.That((first.Kind, (await dance.TokenRequestsAsync()).Count), Is.EqualTo((OAuthOutcomeKind.Stored, 1)));
    }

    [Test]
    public async Task The_server_refuses_a_code_that_a_login_has_spent([Values] PeerName peer)
    {
        var dance = await PeerDance.CreateAsync(peer, PeerClient.Public);
        var callback = await dance.AllowAsync();
        using var byHand = await dance.CreateTokenRequestAsync(callback);
        Assert.That((await dance.FinishAsync(callback)).IsStored, Is.True);
        using var answer = await Http.PostAsync(new Uri(dance.Peer.Metadata.TokenEndpoint), byHand);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("invalid_grant"));
    }

    [Test]
    public async Task A_code_that_another_request_has_spent_fails_with_the_error_of_the_server([Values] PeerName peer)
    {
        var dance = await PeerDance.CreateAsync(peer, PeerClient.Public);
        var callback = await dance.AllowAsync();
        using var byHand = await dance.CreateTokenRequestAsync(callback);
        using var answer = await Http.PostAsync(new Uri(dance.Peer.Metadata.TokenEndpoint), byHand);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var outcome = await dance.FinishAsync(callback);
        Assert.That(
            (outcome.Kind, outcome.Error?.ProviderError, outcome.Error?.Status),
            Is.EqualTo((OAuthOutcomeKind.ProviderFailed, "invalid_grant", 400)));
    }

    [Test]
    public async Task A_wrong_secret_fails_with_the_error_of_the_server(
        [Values] PeerName peer, [ValueSource(nameof(ClientsWithSecret))] PeerClient client)
    {
        var dance = await PeerDance.CreateAsync(
            peer, client, provider => provider with { ClientSecret = "not-the-secret" });
        var outcome = await dance.LoginAsync();
        Assert.That(
            (outcome.Kind, outcome.Error?.ProviderError, outcome.Error?.Status),
            Is.EqualTo((OAuthOutcomeKind.ProviderFailed, "invalid_client", 401)));
        Assert.That(outcome.Error?.ProviderDescription, Does.Contain("client"));
    }

    [Test]
    public async Task A_scope_that_the_server_did_not_grant_is_in_MissingScopes([Values] PeerName peer)
    {
        // Both servers grant offline_access only with prompt=consent.
        var dance = await PeerDance.CreateAsync(
            peer, PeerClient.Basic, provider => provider with { Scopes = ["openid", "email", "offline_access"] });
        var token = await dance.LoginForTokenAsync();
        Assert.That(token.GrantedScopes, Is.EquivalentTo(new[] { "openid", "email" }));
        Assert.That(token.MissingScopes, Is.EqualTo(new[] { "offline_access" }));
    }
}
