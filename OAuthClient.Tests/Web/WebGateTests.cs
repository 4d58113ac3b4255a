using System.Net;
using Flurl.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OAuthClient.AspNetCore;
using OAuthClient.Storage;
using static OAuthClient.Tests.Web.WebHost;

namespace OAuthClient.Tests.Web;

/// <summary>Endpoints that need a token.</summary>
public class WebGateTests
{
    private static readonly (string, string?) User = ("X-User", "42"), Other = ("X-User", "7");

    [TestCase("POST", "navigate", HttpStatusCode.Unauthorized)]
    [TestCase("GET", "cors", HttpStatusCode.Unauthorized)]
    [TestCase("GET", "navigate", HttpStatusCode.SeeOther)]
    public async Task A_login_begins_by_itself_for_a_page_view_only(string method, string mode, HttpStatusCode status)
    {
        await using var host = await WebHost.StartAsync();
        Assert.That((await host.SendAsync(method, "/mine", Same, ("Sec-Fetch-Mode", mode))).StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task T04_A_page_view_that_another_site_caused_gets_a_button()
    {
        await using var host = await WebHost.StartAsync();
        Assert.That((await host.SendAsync("GET", "/mine", Cross, View)).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task T20_A_login_that_brings_nobody_further_does_not_begin_again_by_itself()
    {
        await using var host = await WebHost.StartAsync(new() { Configure = options => options.Allow = Insecure.CrossSiteLogins });
        var first = await host.ViewAsync("/mine");
        var second = await host.ViewAsync("/mine", CookiesOf(first));
        Assert.That((first.StatusCode, second.StatusCode), Is.EqualTo((HttpStatusCode.SeeOther, HttpStatusCode.Unauthorized)));
    }

    [Test]
    public async Task A_login_that_brought_its_user_further_may_be_followed_by_another_at_once()
    {
        await using var host = await WebHost.StartAsync();
        var tried = CookiesOf(await host.ViewAsync("/mine"));
        await host.LogInAsync();
        var through = await host.ViewAsync("/mine", User, tried);
        Assert.That(through.Headers.GetValues("Set-Cookie").Single(), Does.StartWith("oauth-tried-pretend=; expires=Thu, 01 Jan 1970").And.Contain("path=/; secure"));
    }

    [Test]
    public async Task Whoever_has_a_token_is_let_in_with_a_session_of_their_own()
    {
        await using var host = await WebHost.StartAsync();
        await host.LogInAsync();
        Assert.That(await (await host.ViewAsync("/mine", User)).Content.ReadAsStringAsync(), Does.Contain("anna"));
        Assert.That((await host.ViewAsync("/mine", Other)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test]
    public async Task A_login_begins_when_the_provider_ends_the_one_before_in_the_middle_of_a_request()
    {
        await using var host = await WebHost.StartAsync();
        await host.LogInAsync();
        host.Provider.TokenAnswer = _ => new(HttpStatusCode.BadRequest) { Content = new StringContent("""{"error":"invalid_grant"}""") };
        host.Time.Advance(TimeSpan.FromHours(2));
        var answer = await host.ViewAsync("/mine", User);
        Assert.That((answer.StatusCode, answer.Headers.Location?.Host), Is.EqualTo((HttpStatusCode.SeeOther, "pretend.example")));
    }

    private static readonly Func<OAuthDance, Task>[] Calls =
    [
        dance => dance.Session("7").Request("me").GetStringAsync(),
        dance => dance.Session("42", "work").Request("me").GetStringAsync(),
        _ => throw new InvalidOperationException("something else"),
    ];

    [Test]
    public async Task What_a_login_of_this_user_would_not_help_is_an_error_of_the_application([Values(0, 1, 2)] int call)
    {
        await using var host = await StartAsync(async dance => await Calls[call](dance));
        await host.LogInAsync();
        Assert.That((await host.ViewAsync("/calls", User)).StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
    }

    [Test]
    public async Task A_call_among_several_that_needs_a_login_begins_one()
    {
        await using var host = await StartAsync(async dance =>
        {
            await dance.Session("42").SignOutAsync();
            var mine = dance.Session("42").Request("me").GetStringAsync();
            await Task.WhenAll(Task.FromException(new InvalidOperationException("something else")), mine).ContinueWith(all => throw all.Exception!, TaskScheduler.Default);
        });
        await host.LogInAsync();
        Assert.That((await host.ViewAsync("/calls", User)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test]
    public async Task A_record_that_nobody_can_read_is_as_good_as_no_token()
    {
        await using var host = await WebHost.StartAsync(new() { Configure = options => options.Dance = options.Dance with { Tokens = new TroubledStore(new MemoryTokenStore()) { BeforeGet = () => throw new DamagedRecordException("the seal does not fit") } } });
        Assert.That((await host.ViewAsync("/mine", User)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test]
    public async Task A_group_that_needs_a_token_may_hold_the_login_itself_and_pages_that_are_open()
    {
        await using var host = await WebHost.StartAsync(new()
        {
            Map = app =>
            {
                var all = app.MapGroup("").RequireOAuth("pretend");
                all.MapOAuthDance("pretend");
                all.MapGet("/open", () => "everybody").AllowAnonymous();
                all.MapGet("/closed", () => "some");
            },
        });
        Assert.That((await host.ViewAsync("/open")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await host.ViewAsync("/closed")).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That((await host.LogInAsync()).Headers.Location?.OriginalString, Is.EqualTo("/"));
    }

    [Test]
    public async Task D11_What_one_user_saw_is_not_kept_for_the_next_whatever_is_cached()
    {
        await using var host = await WebHost.StartAsync(new()
        {
            Services = services => services.AddOutputCache(cache => cache.AddBasePolicy(policy => policy.Cache())),
            Pipeline = app => app.UseOutputCache(),
        });
        await host.LogInAsync();
        Assert.That((await host.ViewAsync("/mine", User)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await host.ViewAsync("/mine")).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test]
    public async Task What_a_login_shows_is_not_kept_either()
    {
        const string Path = "/login/pretend";
        await using var host = await WebHost.StartAsync(new()
        {
            Services = services => services.AddOutputCache(cache => cache.AddBasePolicy(policy => policy.Cache().SetVaryByQuery("page"))),
            Pipeline = app => app.UseOutputCache(),
        });
        var antiforgery = CookiesOf(await host.SendAsync("GET", Path, Cross, View));
        // With a cookie that is there already, the page sets none.
        await host.SendAsync("GET", $"{Path}?returnUrl=/mine", antiforgery, Cross, View);
        Assert.That((await host.SendAsync("GET", Path, antiforgery, Cross, View)).Headers.Age, Is.Null);
        Assert.That((await host.ViewAsync(Path)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [TestCase("/marked")]
    [TestCase("/marked/ended")]
    public async Task An_attribute_does_the_same_for_controllers(string path)
    {
        await using var host = await WebHost.StartAsync(new()
        {
            Services = services => services.AddControllers().AddApplicationPart(typeof(MarkedController).Assembly),
            Map = app =>
            {
                app.MapOAuthDance("pretend");
                app.MapControllers();
            },
        });
        Assert.That((await host.ViewAsync(path, User)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        await host.LogInAsync();
        var second = await host.ViewAsync(path, User);
        Assert.That(second.StatusCode, Is.EqualTo(path == "/marked" ? HttpStatusCode.OK : HttpStatusCode.SeeOther));
    }

    [Test]
    public void An_attribute_that_closes_nothing_keeps_the_application_from_starting() =>
        Assert.That(
            () => WebHost.StartAsync(new()
            {
                Map = app =>
                {
                    app.MapOAuthDance("pretend");
                    app.MapGet("/secret", [RequireOAuth("pretend")] () => "secret");
                },
            }),
            Throws.InvalidOperationException.With.Message.Contains("Call .RequireOAuth(\"pretend\")"));

    [Test]
    public async Task A_gate_without_its_dance_is_an_error_that_says_what_to_add()
    {
        await using var host = await WebHost.StartAsync(new()
        {
            Pipeline = app => app.Use(async (context, next) =>
            {
                try
                {
                    await next(context);
                }
                catch (InvalidOperationException wrong)
                {
                    await context.Response.WriteAsync(wrong.Message);
                }
            }),
            Map = app => app.MapMine(),
        });
        Assert.That(await (await host.ViewAsync("/mine", User)).Content.ReadAsStringAsync(), Does.Contain("app.MapOAuthDance(\"pretend\")"));
    }

    private static Task<WebHost> StartAsync(Func<OAuthDance, Task> endpoint) => WebHost.StartAsync(new()
    {
        Map = app =>
        {
            app.MapOAuthDance("pretend");
            app.MapGet("/calls", async ([FromKeyedServices("pretend")] OAuthDance dance) => await endpoint(dance)).RequireOAuth("pretend");
        },
    });
}
