using OAuthClient.OAuth2;
using Signals;

namespace OAuthClient.Tests.Http;

/// <summary>
/// Servers that close each connection behind the answer without saying so. No request of the protocol may get a
/// connection that such a server has closed, because a POST is not sent twice.
/// </summary>
public class SilentCloseTests
{
    private const int Count = 100;
    private const string Http10 = "HTTP/1.0 200 OK\r\nContent-Length: ";
    private const string Http11 = "HTTP/1.1 200 OK\r\nContent-Length: ";
    private const string Token = """{"access_token":"at","refresh_token":"rt","expires_in":3600}""";

    [TestCase(Http10, false)]
    [TestCase(Http11, false)]
    [TestCase(Http10, true)]
    [TestCase(Http11, true)]
    public async Task Every_sign_out_succeeds(string status, bool hasHandlerOfHost)
    {
        await using var server = new RawServer(Responders(status, Token));
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        var dance = CreateDance(server.Url, hasHandlerOfHost ? handler : null);
        var failures = new List<OAuthError>();
        for (var round = 0; round < Count; round++)
        {
            await PutTokenAsync(dance, expiresIn: 3600);
            if (await dance.Session("42").SignOutAsync() is { } error)
                failures.Add(error);
        }
        Assert.That(
            (failures.Count, server.Requests.Count), Is.EqualTo((0, 2 * Count)), failures.FirstOrDefault()?.ToString());
    }

    [TestCase(Http10, false)]
    [TestCase(Http11, true)]
    public async Task Every_refresh_succeeds_and_no_refresh_token_is_sent_twice(string status, bool hasHandlerOfHost)
    {
        await using var server = new RawServer(Responders(status, Token));
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        var dance = CreateDance(server.Url, hasHandlerOfHost ? handler : null);
        for (var round = 0; round < Count; round++)
        {
            await PutTokenAsync(dance, expiresIn: -1);
            Assert.That((await dance.Session("42").GetTokenAsync())?.AccessToken.Reveal(), Is.EqualTo("at"));
        }
        Assert.That(server.Requests, Has.Count.EqualTo(Count));
    }

    [TestCase(Http10)]
    [TestCase(Http11)]
    public async Task Every_login_succeeds_and_no_code_is_sent_twice(string status)
    {
        await using var server = new RawServer(Responders(status, Token));
        var dance = CreateDance(server.Url, null);
        for (var round = 0; round < Count; round++)
        {
            var login = await dance.BeginAsync("42");
            var state = ((OAuthCallback)login.AuthorizationUrl!)["state"];
            var outcome = await dance.FinishAsync($"?code=code-{round}&state={state}", login.BrowserKey);
            Assert.That(outcome.IsStored, Is.True, $"{round}: {outcome.Error}");
        }
        Assert.That(server.Requests, Has.Count.EqualTo(Count));
    }

    [Test]
    public async Task Calls_of_the_API_still_share_a_connection()
    {
        await using var server = new RawServer(
            [.. Enumerable.Repeat(RawServer.RespondWithJson("{}"), 10)]);
        var dance = CreateDance(server.Url, null);
        await PutTokenAsync(dance, expiresIn: 3600);
        using var http = new HttpClient(new OAuthClient.Http.OAuthHandler(dance.Session("42")));
        for (var call = 0; call < 10; call++)
            await http.GetStringAsync(new Uri($"{server.Url}/api"));
        Assert.That(server.Connections, Is.EqualTo(1));
    }

    private static Func<RawConnection, Task>[] Responders(string status, string body) =>
        [.. Enumerable.Repeat(RawServer.RespondAndClose($"{status}{body.Length}\r\n\r\n{body}"), 2 * Count)];

    private static OAuthDance CreateDance(string url, HttpMessageHandler? http)
    {
        var provider = new OAuth2Provider
        {
            Name = "raw",
            ClientId = "client",
            ClientSecret = "secret of the client",
            AuthorizationEndpoint = $"{url}/authorize",
            TokenEndpoint = $"{url}/token",
            RevocationEndpoint = $"{url}/revoke",
            ApiBaseUrl = $"{url}/",
            Allow = Insecure.LoopbackHttp,
        };
        var signals = new SignalRegistry(strict: false);
        return new(provider, DanceSetup.RedirectUri, new() { Http = http, Signals = signals });
    }

    private static async Task PutTokenAsync(OAuthDance dance, int expiresIn)
    {
        var key = dance.Session("42").Key!.Value;
        var now = TimeProvider.System.GetUtcNow();
        var token = new OAuthToken
        {
            AccessToken = "at",
            RefreshToken = "rt",
            ReceivedAt = now.AddHours(-1),
            ExpiresAt = now.AddSeconds(expiresIn),
        };
        var store = dance.Dependencies.HostTokens;
        await store.PutAsync(key, token, (await store.GetAsync(key))?.Version);
    }
}
