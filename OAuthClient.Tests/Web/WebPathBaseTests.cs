using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OAuthClient.AspNetCore;
using OAuthClient.OAuth2;
using OAuthClient.Testing;
using static OAuthClient.Tests.Web.WebHost;

namespace OAuthClient.Tests.Web;

/// <summary>An application whose public URL has a path, with each way to configure the path.</summary>
public class WebPathBaseTests
{
    private const string ShopUrl = "https://app.example/shop";

    private static readonly Dictionary<string, WebHostSetup> Setups = new()
    {
        ["a proxy takes the path off"] = new() { PublicUrl = ShopUrl },
        ["the application has a path base"] = new() { PublicUrl = ShopUrl, AddMiddleware = app => app.UsePathBase("/shop") },
        ["the application has a path base and its own routing"] = new()
        {
            PublicUrl = ShopUrl,
            AddMiddleware = app => app.UsePathBase("/shop").UseRouting(),
        },
        ["everything is mapped in a group"] = new()
        {
            PublicUrl = ShopUrl,
            MapEndpoints = app =>
            {
                app.MapGroup("/shop").MapOAuthDance("pretend");
                app.MapGroup("/shop").MapMine();
            },
        },
        ["everything is mapped in a group without a slash"] = new()
        {
            PublicUrl = ShopUrl,
            MapEndpoints = app =>
            {
                app.MapGroup("shop").MapOAuthDance("pretend", "login/pretend");
                app.MapGroup("shop").MapMine();
            },
        },
        ["there is no path"] = new(),
        ["the redirect URI was stated"] = new()
        {
            ConfigureOptions = options => options.RedirectUri = $"{PublicUrl}/b%C3%A4ck/%7Bit%7D/ends",
        },
        ["the redirect URI was stated, the path is the application's"] = new()
        {
            PublicUrl = ShopUrl,
            AddMiddleware = app => app.UsePathBase("/shop"),
            ConfigureOptions = options => options.RedirectUri = $"{ShopUrl}/done",
        },
        ["the login begins elsewhere"] = new()
        {
            MapEndpoints = app =>
            {
                app.MapOAuthDance("pretend", "/go");
                app.MapMine();
            },
        },
    };

    private static IEnumerable<string> SetupNames => Setups.Keys;

    [TestCaseSource(nameof(SetupNames))]
    public async Task A_login_ends_at_the_page_that_needed_the_login(string way)
    {
        await using var host = await WebHost.StartAsync(Setups[way]);
        var (front, off) = PathOf(way);
        var (callback, cookie) = await host.BeginAndAllowAsync($"{front}/mine?of=%C3%A4"[off..]);
        var finished = await host.SendAsync("GET", callback[off..], cookie);
        Assert.That(
            (finished.StatusCode, finished.Headers.Location?.OriginalString),
            Is.EqualTo((HttpStatusCode.SeeOther, $"{front}/mine?of=%C3%A4")),
            await finished.Content.ReadAsStringAsync());
    }

    [TestCaseSource(nameof(SetupNames))]
    public async Task A_posted_callback_is_posted_again_to_the_path_that_the_browser_sees(string way)
    {
        await using var host = await WebHost.StartAsync(
            Setups[way] with { ChangeProvider = provider => provider with { ResponseMode = ResponseMode.FormPost } });
        var (front, off) = PathOf(way);
        var jar = new CookieJar();
        var begun = await host.ViewPageAsync($"{front}/mine"[off..]);
        jar.Store(begun);
        var callback = await new PretendBrowser(host.Provider.Handler).AllowAsync(begun.Headers.Location!);
        var finished = await host.PostCallbackAsync(
            callback.Url.PathAndQuery[off..], PostedPage.Form(callback.Form!), jar);
        Assert.That(
            (finished.StatusCode, finished.Headers.Location?.OriginalString),
            Is.EqualTo((HttpStatusCode.SeeOther, $"{front}/mine")),
            await finished.Content.ReadAsStringAsync());
    }

    [TestCaseSource(nameof(SetupNames))]
    public async Task The_login_button_posts_to_the_login_path(string way)
    {
        await using var host = await WebHost.StartAsync(Setups[way]);
        var (front, off) = PathOf(way);
        var page = await host.SendAsync("GET", $"{front}/mine"[off..], CrossSite, Navigation);
        var begin = way.Contains("elsewhere", StringComparison.Ordinal) ? "/go" : $"{front}/login/pretend";
        Assert.That(await page.Content.ReadAsStringAsync(), Does.Contain($"action=\"{begin}\""));
    }

    [Test]
    public async Task GetOAuthLoginPath_returns_the_login_path_with_its_path_base()
    {
        await using var host = await WebHost.StartAsync(new()
        {
            PublicUrl = ShopUrl,
            MapEndpoints = app =>
            {
                app.MapOAuthDance("pretend");
                app.MapGet(
                    "/start", (HttpContext context, CancellationToken _) => context.GetOAuthLoginPath("pretend"));
                app.MapGet(
                    "/back",
                    (HttpContext context, CancellationToken _) => context.GetOAuthLoginPath("pretend", "/shop/me?a=b c"));
            },
        });
        Assert.That(
            await (await host.ViewPageAsync("/start")).Content.ReadAsStringAsync(),
            Is.EqualTo("/shop/login/pretend"));
        Assert.That(
            await (await host.ViewPageAsync("/back")).Content.ReadAsStringAsync(),
            Is.EqualTo("/shop/login/pretend?returnUrl=%2Fshop%2Fme%3Fa%3Db%20c"));
    }

    [TestCase("a proxy takes the path off", "")]
    [TestCase("the application has a path base", "/shop")]
    [TestCase("everything is mapped in a group", "/shop")]
    public async Task A_login_without_a_return_URL_ends_at_the_root_of_the_application(string way, string front)
    {
        await using var host = await WebHost.StartAsync(Setups[way]);
        var (callback, cookie) = await host.BeginAndAllowAsync($"{front}/login/pretend");
        Assert.That(
            (await host.SendAsync("GET", callback[PathOf(way).Off..], cookie)).Headers.Location?.OriginalString,
            Is.EqualTo("/shop/"));
    }

    [Test]
    public async Task A_percent_encoded_path_base_works()
    {
        await using var host = await WebHost.StartAsync(
            new() { PublicUrl = "https://app.example/caf%C3%A9", AddMiddleware = app => app.UsePathBase("/café") });
        var (callback, cookie) = await host.BeginAndAllowAsync("/caf%C3%A9/mine");
        Assert.That(
            (await host.SendAsync("GET", callback, cookie)).Headers.Location?.OriginalString,
            Is.EqualTo("/caf%C3%A9/mine"));
    }

    [Test]
    public async Task A_login_from_a_mapped_branch_returns_to_the_branch()
    {
        await using var host = await WebHost.StartAsync(new()
        {
            MapEndpoints = app =>
            {
                app.MapOAuthDance("pretend");
                app.Map("/admin", branch => branch.UseRouting().UseEndpoints(endpoints => endpoints.MapMine()));
            },
        });
        var (callback, cookie) = await host.BeginAndAllowAsync("/admin/mine?a=b");
        Assert.That(
            (await host.SendAsync("GET", callback, cookie)).Headers.Location?.OriginalString,
            Is.EqualTo("/admin/mine?a=b"));
    }

    [Test]
    public void A_dance_in_a_group_outside_its_redirect_URI_is_an_error_that_names_both_paths() =>
        Assert.That(
            () => WebHost.StartAsync(new() { MapEndpoints = app => app.MapGroup("/auth").MapOAuthDance("pretend") }),
            Throws.InvalidOperationException.With.Message.Contains("https://app.example/login/pretend/finish")
                .And.Message.Contains("/auth/login/pretend/finish"));

    [Test]
    public void A_dance_that_is_mapped_twice_is_an_error() =>
        Assert.That(
            () => WebHost.StartAsync(new()
            {
                MapEndpoints = app =>
                {
                    app.MapOAuthDance("pretend");
                    app.MapOAuthDance("pretend", "/go");
                },
            }),
            Throws.InvalidOperationException.With.Message.Contains("mapped already"));

    [Test]
    public void A_login_path_with_route_parameters_is_an_error() =>
        Assert.That(
            () => WebHost.StartAsync(new() { MapEndpoints = app => app.MapOAuthDance("pretend", "/{language}/login") }),
            Throws.ArgumentException.With.Message.Contains("no parameters"));

    [TestCase("/mine?a=b\\c", "/mine?a=b%5Cc")]
    [TestCase("/mine?a=//evil", "/mine?a=//evil")]
    [TestCase("/.//mine", "/")]
    public async Task A_return_URL_is_escaped_for_the_Location_header(string here, string there)
    {
        await using var host = await WebHost.StartAsync(new()
        {
            MapEndpoints = app =>
            {
                app.MapOAuthDance("pretend");
                app.MapFallback("{**all}", () => "anything").RequireOAuth("pretend");
            },
        });
        var (callback, cookie) = await host.BeginAndAllowAsync(here);
        Assert.That(
            (await host.SendAsync("GET", callback, cookie)).Headers.Location?.OriginalString,
            Is.EqualTo(there));
    }

    [TestCase("/search?q=a\\b", "/search?q=a%5Cb")]
    [TestCase("/search?q=ä b", "/search?q=%C3%A4%20b")]
    public async Task A_requested_return_URL_is_escaped_behind_its_question_mark(string requested, string there)
    {
        await using var host = await WebHost.StartAsync();
        var (callback, cookie) = await host.BeginAndAllowAsync(
            $"/login/pretend?returnUrl={Uri.EscapeDataString(requested)}");
        Assert.That(
            (await host.SendAsync("GET", callback, cookie)).Headers.Location?.OriginalString,
            Is.EqualTo(there));
    }

    [TestCase("/\\evil.example")]
    [TestCase("/\\evil.example?a=b")]
    [TestCase("\\\\evil.example?a=b")]
    public async Task T15_A_requested_return_URL_with_a_backslash_in_its_path_is_refused(string requested)
    {
        await using var host = await WebHost.StartAsync();
        var begun = await host.ViewPageAsync($"/login/pretend?returnUrl={Uri.EscapeDataString(requested)}");
        Assert.That(await begun.Content.ReadAsStringAsync(), Does.Contain(OAuthErrorCode.ReturnUrlRefused));
    }

    // Front is the path base in the browser's URL; Off is the length of the path prefix that the proxy removes.
    private static (string Front, int Off) PathOf(string way)
    {
        var front = Setups[way].PublicUrl == ShopUrl ? "/shop" : "";
        return (front, way.Contains("takes the path off", StringComparison.Ordinal) ? front.Length : 0);
    }
}
