using System.Web;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Peers;

/// <summary>Authorization requests that are pushed (RFC 9126) to independent servers.</summary>
public class PeerPushTests
{
    private static IEnumerable<PeerClient> Clients => PeerClient.All;

    [Test]
    public async Task A_pushed_login_ends_with_a_token(
        [Values] PeerName peer, [ValueSource(nameof(Clients))] PeerClient client) =>
        await (await CreatePushingAsync(peer, client)).LoginForTokenAsync();

    [Test]
    public async Task The_browser_carries_only_client_id_and_request_uri([Values] PeerName peer)
    {
        var dance = await CreatePushingAsync(peer, PeerClient.Pushing);
        var carried = HttpUtility.ParseQueryString((await dance.BeginAsync()).Query);
        Assert.That(carried.AllKeys, Is.EqualTo(new[] { "client_id", "request_uri" }));
    }

    [Test]
    public async Task The_authorization_request_is_pushed_once_with_one_client_authentication_method(
        [Values] PeerName peer, [ValueSource(nameof(Clients))] PeerClient client)
    {
        var dance = await CreatePushingAsync(peer, client);
        await dance.BeginAsync();
        var expected = client.Method switch
        {
            "client_secret_basic" => "Basic client_id",
            "client_secret_post" => "client_id client_secret",
            _ => "client_id",
        };
        var pushed = await dance.PushedRequestsAsync();
        Assert.That(pushed.Select(request => request.Authentication), Is.EqualTo(new[] { expected }));
        string[] parameters =
            ["response_type", "redirect_uri", "state", "code_challenge", "code_challenge_method", "scope"];
        Assert.That(pushed[0].Parameters, Is.SupersetOf(parameters));
    }

    [Test]
    public async Task A_push_refused_by_the_server_begins_no_login_and_carries_the_error_of_the_server(
        [Values] PeerName peer)
    {
        var dance = await CreatePushingAsync(
            peer, PeerClient.Pushing, provider => provider with { ClientSecret = "not-the-secret" });
        var login = await dance.Dance.BeginAsync(PeerDance.User);
        Assert.That(
            (login.IsBegun, login.Error?.ProviderError, login.Error?.Endpoint),
            Is.EqualTo((false, "invalid_client", dance.Peer.Metadata.PushedAuthorizationRequestEndpoint)));
    }

    [Test]
    public async Task A_client_that_must_push_and_does_not_is_refused_by_the_server([Values] PeerName peer)
    {
        var dance = await PeerDance.CreateAsync(
            peer, PeerClient.Pushing, provider => provider with { PushedAuthorization = PushedAuthorization.Off });
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var answer = await http.GetAsync(await dance.BeginAsync());
        // OpenIddict and oidc-provider differ: one redirects the browser back with the error, the other shows an error
        // page.
        Assert.That(
            $"{answer.Headers.Location} {await answer.Content.ReadAsStringAsync()}",
            Does.Match("error[=:]invalid_request"));
    }

    private static Task<PeerDance> CreatePushingAsync(
        PeerName peer, PeerClient client, Func<OAuth2Provider, OAuth2Provider>? change = null) =>
        PeerDance.CreateAsync(peer, client, provider => (change?.Invoke(provider) ?? provider) with
        {
            PushedAuthorization = PushedAuthorization.Required,
        });
}
