using System.Net;
using Microsoft.AspNetCore.Builder;
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
        var setup = Ways[way];
        await using var host = await WebHost.StartAsync(setup);
        // The path that browsers see, and what of it reaches the application.
        var front = setup.PublicUrl == Shop ? "/shop" : "";
        var off = way.Contains("takes the path off", StringComparison.Ordinal) ? front.Length : 0;
        var (callback, cookie) = await host.ToCallbackAsync($"{front}/mine?of=%C3%A4"[off..]);
        var finished = await host.SendAsync("GET", callback[off..], cookie);
        Assert.That((finished.StatusCode, finished.Headers.Location?.OriginalString), Is.EqualTo((HttpStatusCode.SeeOther, $"{front}/mine?of=%C3%A4")), await finished.Content.ReadAsStringAsync());
    }

    [TestCaseSource(nameof(AllWays))]
    public async Task The_button_posts_to_where_the_login_begins(string way)
    {
        var setup = Ways[way];
        await using var host = await WebHost.StartAsync(setup);
        var front = setup.PublicUrl == Shop ? "/shop" : "";
        var off = way.Contains("takes the path off", StringComparison.Ordinal) ? front.Length : 0;
        var page = await host.SendAsync("GET", $"{front}/mine"[off..], Cross, View);
        var begin = way.Contains("elsewhere", StringComparison.Ordinal) ? "/go" : $"{front}/login/pretend";
        Assert.That(await page.Content.ReadAsStringAsync(), Does.Contain($"action=\"{begin}\""));
    }

    [Test]
    public async Task A_dance_in_a_group_that_the_redirect_URI_does_not_know_is_an_error_that_names_both()
    {
        await using var host = await WebHost.StartAsync(new() { Map = app => app.MapGroup("/auth").MapOAuthDance("pretend") });
        Assert.That(async () => (await host.ViewAsync("/auth/login/pretend")).StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
    }

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
}
