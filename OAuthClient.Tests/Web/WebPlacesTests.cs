using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OAuthClient.AspNetCore;
using static OAuthClient.Tests.Web.WebHost;

namespace OAuthClient.Tests.Web;

/// <summary>An application whose address has a path in front, in each of the ways in which that comes about.</summary>
public class WebPlacesTests
{
    private const string Shop = "https://app.example/shop";

    private static readonly Dictionary<string, WebSetup> Ways = new()
    {
        ["a proxy takes the path off"] = new() { PublicUrl = Shop },
        ["the application has a path base"] = new() { PublicUrl = Shop, Pipeline = app => app.UsePathBase("/shop") },
        ["the application has a path base and its own routing"] = new() { PublicUrl = Shop, Pipeline = app => app.UsePathBase("/shop").UseRouting() },
        ["everything is mapped in a group"] = new()
        {
            PublicUrl = Shop,
            Map = app =>
            {
                app.MapGroup("/shop").MapOAuthDance("pretend");
                app.MapGroup("/shop").MapMine();
            },
        },
        ["everything is mapped in a group without a slash"] = new()
        {
            PublicUrl = Shop,
            Map = app =>
            {
                app.MapGroup("shop").MapOAuthDance("pretend", "login/pretend");
                app.MapGroup("shop").MapMine();
            },
        },
        ["there is no path"] = new(),
        ["the redirect URI was stated"] = new() { Configure = options => options.RedirectUri = $"{PublicUrl}/b%C3%A4ck/%7Bit%7D/ends" },
        ["the redirect URI was stated, the path is the application's"] = new()
        {
            PublicUrl = Shop,
            Pipeline = app => app.UsePathBase("/shop"),
            Configure = options => options.RedirectUri = $"{Shop}/done",
        },
        ["the login begins elsewhere"] = new()
        {
            Map = app =>
            {
                app.MapOAuthDance("pretend", "/go");
                app.MapMine();
            },
        },
    };

    private static IEnumerable<string> AllWays => Ways.Keys;

    [TestCaseSource(nameof(AllWays))]
    public async Task A_login_goes_round_and_ends_where_the_user_was(string way)
    {
        await using var host = await WebHost.StartAsync(Ways[way]);
        var (front, off) = PathOf(way);
        var (callback, cookie) = await host.ToCallbackAsync($"{front}/mine?of=%C3%A4"[off..]);
        var finished = await host.SendAsync("GET", callback[off..], cookie);
        Assert.That((finished.StatusCode, finished.Headers.Location?.OriginalString), Is.EqualTo((HttpStatusCode.SeeOther, $"{front}/mine?of=%C3%A4")), await finished.Content.ReadAsStringAsync());
    }

    [TestCaseSource(nameof(AllWays))]
    public async Task The_button_posts_to_where_the_login_begins(string way)
    {
        await using var host = await WebHost.StartAsync(Ways[way]);
        var (front, off) = PathOf(way);
        var page = await host.SendAsync("GET", $"{front}/mine"[off..], Cross, View);
        var begin = way.Contains("elsewhere", StringComparison.Ordinal) ? "/go" : $"{front}/login/pretend";
        Assert.That(await page.Content.ReadAsStringAsync(), Does.Contain($"action=\"{begin}\""));
    }

    [Test]
    public async Task A_button_of_ones_own_is_told_where_the_login_begins()
    {
        await using var host = await WebHost.StartAsync(new()
        {
            PublicUrl = Shop,
            Map = app =>
            {
                app.MapOAuthDance("pretend");
                app.MapGet("/start", (HttpContext context, CancellationToken _) => context.GetOAuthLoginPath("pretend"));
            },
        });
        Assert.That(await (await host.ViewAsync("/start")).Content.ReadAsStringAsync(), Is.EqualTo("/shop/login/pretend"));
    }

    [TestCase("a proxy takes the path off", "")]
    [TestCase("the application has a path base", "/shop")]
    [TestCase("everything is mapped in a group", "/shop")]
    public async Task Who_did_not_say_where_to_ends_at_the_applications_own_start(string way, string front)
    {
        await using var host = await WebHost.StartAsync(Ways[way]);
        var (callback, cookie) = await host.ToCallbackAsync($"{front}/login/pretend");
        Assert.That((await host.SendAsync("GET", callback[PathOf(way).Off..], cookie)).Headers.Location?.OriginalString, Is.EqualTo("/shop/"));
    }

    [Test]
    public async Task A_path_of_letters_that_are_escaped_is_a_path_like_others()
    {
        await using var host = await WebHost.StartAsync(new() { PublicUrl = "https://app.example/caf%C3%A9", Pipeline = app => app.UsePathBase("/café") });
        var (callback, cookie) = await host.ToCallbackAsync("/caf%C3%A9/mine");
        Assert.That((await host.SendAsync("GET", callback, cookie)).Headers.Location?.OriginalString, Is.EqualTo("/caf%C3%A9/mine"));
    }

    [Test]
    public async Task A_branch_of_the_application_is_where_its_user_comes_back_to()
    {
        await using var host = await WebHost.StartAsync(new()
        {
            Map = app =>
            {
                app.MapOAuthDance("pretend");
                app.Map("/admin", branch => branch.UseRouting().UseEndpoints(endpoints => endpoints.MapMine()));
            },
        });
        var (callback, cookie) = await host.ToCallbackAsync("/admin/mine?a=b");
        Assert.That((await host.SendAsync("GET", callback, cookie)).Headers.Location?.OriginalString, Is.EqualTo("/admin/mine?a=b"));
    }

    [Test]
    public void A_dance_in_a_group_that_the_redirect_URI_does_not_know_is_an_error_that_names_both() =>
        Assert.That(
            () => WebHost.StartAsync(new() { Map = app => app.MapGroup("/auth").MapOAuthDance("pretend") }),
            Throws.InvalidOperationException.With.Message.Contains("https://app.example/login/pretend/finish").And.Message.Contains("/auth/login/pretend/finish"));

    [Test]
    public void A_dance_is_mapped_once() =>
        Assert.That(
            () => WebHost.StartAsync(new()
            {
                Map = app =>
                {
                    app.MapOAuthDance("pretend");
                    app.MapOAuthDance("pretend", "/go");
                },
            }),
            Throws.InvalidOperationException.With.Message.Contains("mapped already"));

    [Test]
    public void A_login_begins_at_an_address_without_parameters() =>
        Assert.That(() => WebHost.StartAsync(new() { Map = app => app.MapOAuthDance("pretend", "/{language}/login") }), Throws.ArgumentException.With.Message.Contains("no parameters"));

    [TestCase("/mine?a=b\\c", "/mine?a=b%5Cc")]
    [TestCase("/mine?a=//evil", "/mine?a=//evil")]
    [TestCase("/.//mine", "/")]
    public async Task A_place_that_no_header_could_hold_is_written_so_that_it_can(string here, string there)
    {
        await using var host = await WebHost.StartAsync(new()
        {
            Map = app =>
            {
                app.MapOAuthDance("pretend");
                app.MapFallback("{**all}", () => "anything").RequireOAuth("pretend");
            },
        });
        var (callback, cookie) = await host.ToCallbackAsync(here);
        Assert.That((await host.SendAsync("GET", callback, cookie)).Headers.Location?.OriginalString, Is.EqualTo(there));
    }

    // The path that browsers see, and how much of it does not reach the application.
    private static (string Front, int Off) PathOf(string way)
    {
        var front = Ways[way].PublicUrl == Shop ? "/shop" : "";
        return (front, way.Contains("takes the path off", StringComparison.Ordinal) ? front.Length : 0);
    }
}
