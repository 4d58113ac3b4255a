using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OAuthClient.Native;
using OAuthClient.Tests.Peers;

namespace OAuthClient.Tests.Native;

/// <summary>Logins in a real Chromium, and the page that it ends on.</summary>
public class ChromiumLoginTests
{
    [TestCase(ColorScheme.Light, "rgb(255, 255, 255)")]
    [TestCase(ColorScheme.Dark, "rgb(30, 33, 38)")]
    public async Task The_browser_ends_on_a_page_that_keeps_its_own_policy_and_loads_nothing(
        ColorScheme scheme, string color)
    {
        await using var person = await Chromium.CreateContextAsync();
        var page = await person.NewPageAsync();
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        List<string> complaints = [];
        List<string> requests = [];
        page.Console += (_, message) => complaints.Add(message.Text);
        page.Request += (_, request) => requests.Add(request.Url);
        await using var setup = new NativeSetup();
        setup.Browser.Visit = address => AllowAsync(page, address);
        var outcome = await setup.RunAsync();
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        await setup.Browser.Page;
        Assert.That(await page.InnerTextAsync("h1"), Is.EqualTo("You are logged in to pretend"));
        Assert.That(await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('main')).backgroundColor"), Is.EqualTo(color));
        Assert.That(complaints, Is.Empty);
        Assert.That(requests[^1], Does.Contain("/callback?"), "no request came after the callback, not even for an icon");
    }

    [Test]
    public async Task A_denial_says_so_and_a_providers_words_are_text()
    {
        await using var person = await Chromium.CreateContextAsync();
        var page = await person.NewPageAsync();
        await using var setup = new NativeSetup();
        setup.Browser.Visit = async address =>
        {
            var callback = await FakeBrowser.DenyAsync(address);
            var silent = Regex.Replace(callback.Url.OriginalString, "&error_description=[^&]*", "");
            await page.GotoAsync($"{silent}&error_description=%3Cimg+src%3Dx%3E%3Cb%3Ebold");
            return new();
        };
        var outcome = await setup.RunAsync();
        await setup.Browser.Page;
        Assert.That(outcome.Kind, Is.EqualTo(OAuthOutcomeKind.Denied));
        Assert.That(await page.InnerTextAsync("main"), Does.Contain("You did not allow the login").And.Contain("<b>bold"));
        Assert.That(await page.QuerySelectorAllAsync("main img, main b"), Is.Empty);
    }

    [TestCase("http://127.0.0.1/callback")]
    [TestCase("http://localhost/callback")]
    [TestCase("http://[::1]/callback")]
    public async Task A_login_at_oidc_provider_ends_on_the_page(string redirectUri)
    {
        var peer = await Peers.Peers.GetAsync(PeerName.OidcProvider);
        await using var person = await Chromium.CreateContextAsync();
        var page = await person.NewPageAsync();
        var id = await RegisterAsync(peer, redirectUri);
        var provider = peer.CreateProvider(PeerClient.Public) with { ClientId = id };
        var dance = new OAuthDance(provider, new OAuthDanceOptions { Signals = new(strict: false) });
        using var browser = new FakeBrowser();
        browser.Visit = async address =>
        {
            await page.GotoAsync(address.AbsoluteUri);
            await page.FillAsync("input[name=login]", "anna");
            await page.FillAsync("input[name=password]", "any");
            await page.ClickAsync("button[type=submit]");
            await page.ClickAsync("button[type=submit]");
            await page.WaitForSelectorAsync("main.success");
            return new();
        };
        var outcome = await NativeLogin.RunAsync(dance, new()
        {
            Browser = browser,
            Terminal = new FakeTerminal(),
            Ways = NativeLoginWays.Browser | NativeLoginWays.Loopback,
            Begin = new() { RedirectUri = redirectUri },
            Timeout = TimeSpan.FromSeconds(45),
        });
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        await browser.Page;
        Assert.That(await page.TitleAsync(), Is.EqualTo("You are logged in to peer"));
    }

    private static async Task<HttpResponseMessage> AllowAsync(IPage page, Uri address)
    {
        await page.GotoAsync(address.AbsoluteUri);
        await page.FillAsync("input[name=user]", "anna");
        await page.ClickAsync("button[value=allow]");
        await page.WaitForSelectorAsync("h1");
        return new();
    }

    private static async Task<string> RegisterAsync(Peer peer, string redirectUri)
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsJsonAsync(peer.Metadata.RegistrationEndpoint, new
        {
            application_type = "native",
            redirect_uris = new[] { redirectUri },
            token_endpoint_auth_method = "none",
            grant_types = new[] { "authorization_code", "refresh_token" },
            response_types = new[] { "code" },
        });
        var client = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return client.TryGetProperty("client_id", out var id) ? id.GetString()! : throw new InvalidOperationException($"{client}");
    }
}
