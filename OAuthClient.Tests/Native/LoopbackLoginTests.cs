using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using OAuthClient.Native;
using OAuthClient.OAuth2;
using OAuthClient.Testing;
using OAuthClient.Tests.Peers;

namespace OAuthClient.Tests.Native;

/// <summary>Logins whose callback a browser brings to the listener.</summary>
public class LoopbackLoginTests
{
    [Test]
    public async Task A_login_ends_on_a_page_that_says_so_and_the_token_is_stored([Values] Protocol protocol)
    {
        await using var setup = new NativeSetup(protocol);
        var outcome = await setup.RunAsync();
        using var page = await setup.Browser.Page;
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        Assert.That(outcome.User, Is.EqualTo(OAuthUser.TheOnlyOne));
        Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await page.Content.ReadAsStringAsync(), Does.Contain($"You are logged in to {setup.Dance.Provider.Title}"));
    }

    [Test]
    public async Task Without_a_redirect_URI_a_free_port_of_127_0_0_1_is_in_both_requests()
    {
        await using var setup = new NativeSetup();
        await setup.RunAsync();
        var (authorization, token) = setup.RedirectUris;
        Assert.That(authorization, Does.Match(@"^http://127\.0\.0\.1:\d+/callback$").And.EqualTo(token));
    }

    [TestCase("http://127.0.0.1:{0}/cb")]
    [TestCase("http://localhost:{0}/cb/")]
    [TestCase("http://[::1]:{0}/")]
    [TestCase("http://[::1]:{0}")]
    public async Task A_fixed_host_port_and_path_are_in_both_requests_to_the_letter(string pattern)
    {
        var redirectUri = string.Format(pattern, FreePort.Next());
        await using var setup = new NativeSetup(redirectUri: redirectUri);
        var outcome = await setup.RunAsync();
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        Assert.That(setup.RedirectUris, Is.EqualTo((redirectUri, redirectUri)));
    }

    [TestCase("http://localhost/cb")]
    [TestCase("http://[::1]/cb")]
    public async Task A_fixed_host_and_path_without_a_port_get_a_free_port(string redirectUri)
    {
        await using var setup = new NativeSetup(redirectUri: "https://app.example/callback");
        var outcome = await setup.RunAsync(options => options with { Begin = new() { RedirectUri = redirectUri } });
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        var expected = $"^{Regex.Escape(redirectUri).Replace("/cb", @":\d+/cb")}$";
        Assert.That(setup.RedirectUris.Token, Does.Match(expected));
    }

    [Test]
    public async Task A_port_that_is_taken_is_an_error_that_names_it_and_says_what_to_do()
    {
        using var other = new TcpListener(IPAddress.Loopback, FreePort.Next());
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var setup = new NativeSetup(redirectUri: $"http://127.0.0.1:{port}/cb");
        var outcome = await setup.RunAsync();
        Assert.That(outcome.Kind, Is.EqualTo(OAuthOutcomeKind.Failed));
        Assert.That(outcome.Error!.Code, Is.EqualTo(NativeLoginError.PortTaken));
        Assert.That(outcome.Error.ToString(), Does.Contain($"Port {port}").And.Contain("another port"));
        Assert.That(setup.Browser.Opened, Is.Empty, "the other program would get the code");
    }

    [Test]
    public async Task A_posted_form_ends_the_login_where_the_provider_was_asked_for_one()
    {
        await using var setup = new NativeSetup(
            provider: value => NativeSetup.WithoutDevice(value) with { ResponseMode = ResponseMode.FormPost });
        var outcome = await setup.RunAsync();
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
    }

    [Test]
    public async Task A_denial_ends_the_login_and_the_page_says_that_nothing_was_changed()
    {
        await using var setup = new NativeSetup();
        setup.Browser.Visit = async address => await setup.Browser.SendAsync(await FakeBrowser.DenyAsync(address));
        var outcome = await setup.RunAsync();
        Assert.That(outcome.Kind, Is.EqualTo(OAuthOutcomeKind.Denied));
        using var page = await setup.Browser.Page;
        Assert.That(await page.Content.ReadAsStringAsync(), Does.Contain("Nothing was changed"));
    }

    [Test]
    public async Task A_callback_of_this_login_that_is_refused_ends_it()
    {
        await using var setup = new NativeSetup();
        setup.Browser.Visit = async address =>
        {
            var callback = await FakeBrowser.AllowAsync(address);
            return await setup.Browser.Http.GetAsync($"{callback.Url}&code=another");
        };
        var outcome = await setup.RunAsync();
        Assert.That(outcome.Error?.Code, Is.EqualTo(OAuthErrorCode.ParameterRepeated));
        using var page = await setup.Browser.Page;
        Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [TestCase("?code=stolen&state=of-another-login", OAuthErrorCode.StateUnknown)]
    [TestCase("?code=stolen", OAuthErrorCode.StateMissing)]
    [TestCase("?error=access_denied", OAuthErrorCode.StateMissing)]
    [TestCase("", OAuthErrorCode.StateMissing)]
    public async Task A_callback_of_another_login_is_refused_and_told_and_the_login_waits_on(string query, string code)
    {
        await using var setup = new NativeSetup();
        HttpStatusCode? refused = null;
        setup.Browser.Visit = async address =>
        {
            var callback = await FakeBrowser.AllowAsync(address);
            using var page = await setup.Browser.Http.GetAsync(callback.Url.GetLeftPart(UriPartial.Path) + query);
            refused = page.StatusCode;
            return await setup.Browser.SendAsync(callback);
        };
        var outcome = await setup.RunAsync();
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        Assert.That(refused, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(setup.Terminal.Lines, Has.One.Contains(code));
        Assert.That(setup.Terminal.Text, Does.Not.Contain("stolen"));
    }

    [TestCase("Sec-Purpose", "prefetch;prerender")]
    [TestCase("X-Purpose", "preview")]
    public async Task A_prefetch_consumes_nothing(string header, string value)
    {
        await using var setup = new NativeSetup();
        setup.Browser.Visit = async address =>
        {
            var callback = await FakeBrowser.AllowAsync(address);
            using var ahead = new HttpRequestMessage(HttpMethod.Get, callback.Url) { Headers = { { header, value } } };
            using var page = await setup.Browser.Http.SendAsync(ahead);
            Assert.That(setup.Provider.CountCalls(PretendEndpoint.Token), Is.Zero);
            return await setup.Browser.SendAsync(callback);
        };
        Assert.That((await setup.RunAsync()).IsStored, Is.True);
    }

    [Test]
    public async Task Favicons_scanners_and_HEAD_consume_nothing()
    {
        await using var setup = new NativeSetup();
        setup.Browser.Visit = async address =>
        {
            var callback = await FakeBrowser.AllowAsync(address);
            foreach (var path in new[] { "/favicon.ico", "/", "/.git/config", "/callback/x?code=c" })
                using (await setup.Browser.Http.GetAsync(new Uri(callback.Url, path))) { }
            using (await setup.Browser.Http.SendAsync(new(HttpMethod.Head, callback.Url))) { }
            return await setup.Browser.SendAsync(callback);
        };
        Assert.That((await setup.RunAsync()).IsStored, Is.True);
        Assert.That(setup.Errors, Is.Empty);
    }

    [Test]
    public async Task T69_Callbacks_at_once_get_one_token_and_the_same_page()
    {
        await using var setup = new NativeSetup();
        using var haveCome = new ManualResetEventSlim();
        setup.Provider.TokenAnswer = _ => haveCome.Wait(TimeSpan.FromSeconds(20)) ? null : new(HttpStatusCode.Conflict);
        var pages = Array.Empty<string>();
        setup.Browser.Visit = async address =>
        {
            var callback = await FakeBrowser.AllowAsync(address);
            var clients = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => SendAsync(callback.Url)));
            // Connections are accepted in their order, so these are accepted once a later one is answered.
            using (await setup.Browser.Http.GetAsync(new Uri(callback.Url, "/favicon.ico")))
                haveCome.Set();
            pages = await Task.WhenAll(clients.Select(ListenerSetup.ReadAsync));
            return new();
        };
        Assert.That((await setup.RunAsync()).IsStored, Is.True);
        await setup.Browser.Page;
        setup.Provider.AssertCalledOnce(PretendEndpoint.Token);
        Assert.That(pages.Distinct().Single(), Does.Contain("You are logged in"));
    }

    private static async Task<Socket> SendAsync(Uri url)
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, url.Port);
        await client.SendAsync(Encoding.ASCII.GetBytes($"GET {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\n\r\n"));
        return client;
    }
}
