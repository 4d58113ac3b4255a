using System.Net;
using Flurl.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OAuthClient.AspNetCore;
using OAuthClient.Storage;
using static OAuthClient.Tests.Web.WebHost;

namespace OAuthClient.Tests.Web;

/// <summary>Endpoints that only users with a token can use.</summary>
public class RequireOAuthTests
{
    private static readonly (string, string?) UserHeader = ("X-User", "42"), OtherUserHeader = ("X-User", "7");

    [TestCase("POST", "navigate", HttpStatusCode.Unauthorized)]
    [TestCase("GET", "cors", HttpStatusCode.Unauthorized)]
    [TestCase("GET", "navigate", HttpStatusCode.SeeOther)]
    public async Task A_login_begins_automatically_for_a_page_view_only(
        string method, string mode, HttpStatusCode status)
    {
        await using var host = await WebHost.StartAsync();
        Assert.That(
            (await host.SendAsync(method, "/mine", SameOrigin, ("Sec-Fetch-Mode", mode))).StatusCode,
            Is.EqualTo(status));
    }

    [Test]
    public async Task A_login_begins_for_a_page_whose_address_is_too_long_to_return_to()
    {
        await using var host = await WebHost.StartAsync();
        var answer = await host.ViewPageAsync("/mine?q=" + new string('a', 2100));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test]
    public async Task T04_A_cross_site_page_view_gets_a_button()
    {
        await using var host = await WebHost.StartAsync();
        Assert.That(
            (await host.SendAsync("GET", "/mine", CrossSite, Navigation)).StatusCode,
            Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task T20_A_login_that_did_not_help_is_not_begun_again_automatically()
    {
        await using var host = await WebHost.StartAsync(
            new() { ConfigureOptions = options => options.Allow = Insecure.CrossSiteLogins });
        var first = await host.ViewPageAsync("/mine");
        var second = await host.ViewPageAsync("/mine", CookiesOf(first));
        Assert.That(
            (first.StatusCode, second.StatusCode),
            Is.EqualTo((HttpStatusCode.SeeOther, HttpStatusCode.Unauthorized)));
    }

    [Test]
    public async Task A_page_view_with_a_token_allows_the_next_automatic_login()
    {
        await using var host = await WebHost.StartAsync();
        var tried = CookiesOf(await host.ViewPageAsync("/mine"));
        await host.LogInAsync();
        var through = await host.ViewPageAsync("/mine", UserHeader, tried);
        Assert.That(
            through.Headers.GetValues("Set-Cookie").Single(),
            Does.StartWith("oauth-tried-pretend=; expires=Thu, 01 Jan 1970").And.Contain("path=/; secure"));
    }

    [Test]
    public async Task A_user_with_a_token_is_let_in_with_the_session_of_that_user()
    {
        await using var host = await WebHost.StartAsync();
        await host.LogInAsync();
        Assert.That(
            await (await host.ViewPageAsync("/mine", UserHeader)).Content.ReadAsStringAsync(),
            Does.Contain("anna"));
        Assert.That(
            (await host.ViewPageAsync("/mine", OtherUserHeader)).StatusCode,
            Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test]
    public async Task A_login_begins_when_the_provider_refuses_a_refresh_during_a_request()
    {
        await using var host = await WebHost.StartAsync();
        await host.LogInAsync();
        host.Provider.TokenAnswer =
            _ => new(HttpStatusCode.BadRequest) { Content = new StringContent("""{"error":"invalid_grant"}""") };
        host.Time.Advance(TimeSpan.FromHours(2));
        var answer = await host.ViewPageAsync("/mine", UserHeader);
        Assert.That(
            (answer.StatusCode, answer.Headers.Location?.Host),
            Is.EqualTo((HttpStatusCode.SeeOther, "pretend.example")));
    }

    private static readonly Func<OAuthDance, Task>[] FailingCalls =
    [
        dance => dance.Session("7").Request("me").GetStringAsync(),
        dance => dance.Session("42", "work").Request("me").GetStringAsync(),
        _ => throw new InvalidOperationException("something else"),
    ];

    [Test]
    public async Task An_exception_that_a_login_of_this_user_cannot_fix_is_an_application_error(
        [Values(0, 1, 2)] int call)
    {
        await using var host = await StartAsync(async dance => await FailingCalls[call](dance));
        await host.LogInAsync();
        Assert.That(
            (await host.ViewPageAsync("/calls", UserHeader)).StatusCode,
            Is.EqualTo(HttpStatusCode.InternalServerError));
    }

    [Test]
    public async Task One_of_several_calls_that_needs_a_login_begins_a_login()
    {
        await using var host = await StartAsync(async dance =>
        {
            await dance.Session("42").SignOutAsync();
            var mine = dance.Session("42").Request("me").GetStringAsync();
            await Task.WhenAll(Task.FromException(new InvalidOperationException("something else")), mine).ContinueWith(
                all => throw all.Exception!, TaskScheduler.Default);
        });
        await host.LogInAsync();
        Assert.That((await host.ViewPageAsync("/calls", UserHeader)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test]
    public async Task A_damaged_token_record_counts_as_no_token()
    {
        var damaged = new HookedTokenStore(new MemoryTokenStore())
        {
            BeforeGet = () => throw new DamagedRecordException("the seal does not fit"),
        };
        await using var host = await WebHost.StartAsync(
            new() { ConfigureOptions = options => options.Dance = options.Dance with { Tokens = damaged } });
        Assert.That((await host.ViewPageAsync("/mine", UserHeader)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test]
    public async Task A_group_that_needs_a_token_may_contain_the_login_and_anonymous_pages()
    {
        await using var host = await WebHost.StartAsync(new()
        {
            MapEndpoints = app =>
            {
                var all = app.MapGroup("").RequireOAuth("pretend");
                all.MapOAuthDance("pretend");
                all.MapGet("/open", () => "everybody").AllowAnonymous();
                all.MapGet("/closed", () => "some");
            },
        });
        Assert.That((await host.ViewPageAsync("/open")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await host.ViewPageAsync("/closed")).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That((await host.LogInAsync()).Headers.Location?.OriginalString, Is.EqualTo("/"));
    }

    [Test]
    public async Task D11_A_response_for_one_user_is_not_output_cached_for_another()
    {
        await using var host = await WebHost.StartAsync(new()
        {
            ConfigureServices = services =>
                services.AddOutputCache(cache => cache.AddBasePolicy(policy => policy.Cache())),
            AddMiddleware = app => app.UseOutputCache(),
        });
        await host.LogInAsync();
        Assert.That((await host.ViewPageAsync("/mine", UserHeader)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await host.ViewPageAsync("/mine")).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test]
    public async Task The_login_page_is_not_output_cached()
    {
        const string Path = "/login/pretend";
        await using var host = await WebHost.StartAsync(new()
        {
            ConfigureServices = services => services.AddOutputCache(
                cache => cache.AddBasePolicy(policy => policy.Cache().SetVaryByQuery("page"))),
            AddMiddleware = app => app.UseOutputCache(),
        });
        var antiforgery = CookiesOf(await host.SendAsync("GET", Path, CrossSite, Navigation));
        // The login page sets no anti-forgery cookie when the request has one, so the output cache may store the page.
        await host.SendAsync("GET", $"{Path}?returnUrl=/mine", antiforgery, CrossSite, Navigation);
        Assert.That((await host.SendAsync("GET", Path, antiforgery, CrossSite, Navigation)).Headers.Age, Is.Null);
        Assert.That((await host.ViewPageAsync(Path)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [TestCase("/marked")]
    [TestCase("/marked/ended")]
    public async Task The_RequireOAuth_attribute_protects_controllers(string path)
    {
        await using var host = await WebHost.StartAsync(new()
        {
            ConfigureServices = services =>
                services.AddControllers().AddApplicationPart(typeof(RequireOAuthController).Assembly),
            MapEndpoints = app =>
            {
                app.MapOAuthDance("pretend");
                app.MapControllers();
            },
        });
        Assert.That((await host.ViewPageAsync(path, UserHeader)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        await host.LogInAsync();
        var second = await host.ViewPageAsync(path, UserHeader);
        Assert.That(second.StatusCode, Is.EqualTo(path == "/marked" ? HttpStatusCode.OK : HttpStatusCode.SeeOther));
    }

    [Test]
    public void A_RequireOAuth_attribute_without_effect_is_a_startup_error() =>
        Assert.That(
            () => WebHost.StartAsync(new()
            {
                MapEndpoints = app =>
                {
                    app.MapOAuthDance("pretend");
                    app.MapGet("/secret", [RequireOAuth("pretend")] () => "secret");
                },
            }),
            Throws.InvalidOperationException.With.Message.Contains("Call .RequireOAuth(\"pretend\")"));

    [Test]
    public async Task RequireOAuth_without_a_mapped_dance_is_an_error_that_says_what_to_add()
    {
        await using var host = await WebHost.StartAsync(new()
        {
            AddMiddleware = app => app.Use(async (context, next) =>
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
            MapEndpoints = app => app.MapMine(),
        });
        Assert.That(
            await (await host.ViewPageAsync("/mine", UserHeader)).Content.ReadAsStringAsync(),
            Does.Contain("app.MapOAuthDance(\"pretend\")"));
    }

    private static Task<WebHost> StartAsync(Func<OAuthDance, Task> endpoint) => WebHost.StartAsync(new()
    {
        MapEndpoints = app =>
        {
            app.MapOAuthDance("pretend");
            app.MapGet("/calls", async ([FromKeyedServices("pretend")] OAuthDance dance) => await endpoint(dance))
                .RequireOAuth("pretend");
        },
    });
}
