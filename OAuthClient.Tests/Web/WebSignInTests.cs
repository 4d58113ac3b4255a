using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OAuthClient.AspNetCore;
using static OAuthClient.Tests.Web.WebHost;

namespace OAuthClient.Tests.Web;

/// <summary>The user that a finished login signs in to the application.</summary>
public class WebSignInTests
{
    [Test]
    public async Task The_user_of_a_stored_token_is_signed_in_also_when_the_callback_is_repeated()
    {
        await using var host = await WebHost.StartAsync();
        var (callback, cookie) = await host.BeginAndAllowAsync();
        await host.SendAsync("GET", callback, cookie);
        await host.SendAsync("GET", callback, cookie);
        Assert.That(host.SignedInUsers, Is.EqualTo(new[] { "42", "42" }));
    }

    private static readonly Dictionary<string, OAuthAnswer> ReceiverAnswers = new()
    {
        ["a veto"] = OAuthAnswer.DontStore,
        ["a veto and a page"] = OAuthResponse.Text("you are banned", 403).AndDontStore(),
        ["stored already"] = OAuthAnswer.AlreadyStored,
    };

    [TestCase("a veto", 0)]
    [TestCase("a veto and a page", 0)]
    [TestCase("stored already", 1)]
    public async Task A_user_is_signed_in_only_if_the_token_is_stored(string answer, int signIns)
    {
        await using var host = await WebHost.StartAsync();
        host.Dance.Signals.Authorized.Connect((_, _) => ReceiverAnswers[answer]);
        await host.LogInAsync();
        Assert.That(host.SignedInUsers, Has.Count.EqualTo(signIns));
    }

    [Test]
    public async Task A_failed_login_signs_in_no_user()
    {
        await using var host = await WebHost.StartAsync();
        host.Provider.TokenAnswer = _ => new(HttpStatusCode.BadGateway);
        await host.LogInAsync();
        Assert.That(host.SignedInUsers, Is.Empty);
    }

    [Test]
    public async Task A_user_is_signed_in_with_the_cookie_scheme_of_the_application_by_default()
    {
        await using var host = await StartWithCookieSchemeAsync();
        var login = await host.LogInAsync();
        Assert.That(
            await (await host.SendAsync("GET", "/who", CookiesOf(login))).Content.ReadAsStringAsync(),
            Is.EqualTo("42, "));
    }

    [Test]
    public async Task A_user_who_is_signed_in_already_keeps_the_claims_of_the_application()
    {
        await using var host = await StartWithCookieSchemeAsync();
        var local = CookiesOf(await host.SendAsync("GET", "/local"));
        var (callback, cookie) = await host.BeginAndAllowAsync(headers: local);
        var login = await host.SendAsync("GET", callback, ("Cookie", $"{local.Item2}; {cookie.Item2}"));
        Assert.That(login.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That(login.Headers.GetValues("Set-Cookie"), Has.All.StartWith("__Host-oauth."));
        Assert.That(
            await (await host.SendAsync("GET", "/who", local)).Content.ReadAsStringAsync(),
            Is.EqualTo("42, admin"));
    }

    private static readonly Dictionary<string, Action<IServiceCollection>> Schemes = new()
    {
        ["none"] = _ => { },
        ["a token for programs"] = services => services.AddAuthentication("token").AddBearerToken("token"),
        ["two and no default"] = services => services.AddAuthentication().AddCookie("one").AddCookie("other"),
    };

    [TestCase("none")]
    [TestCase("a token for programs")]
    [TestCase("two and no default")]
    public async Task Without_a_default_cookie_scheme_no_user_is_signed_in_and_a_warning_is_logged(string schemes)
    {
        await using var host = await WebHost.StartAsync(
            new()
            {
                ConfigureOptions = options => options.SignIn = new OAuthWebOptions().SignIn,
                ConfigureServices = Schemes[schemes],
            });
        var login = await host.LogInAsync();
        Assert.That(
            (login.StatusCode, login.Headers.Location?.OriginalString),
            Is.EqualTo((HttpStatusCode.SeeOther, "/")));
        var warning = host.Log.Single(entry => entry.StartsWith("Warning: ", StringComparison.Ordinal));
        Assert.That(warning, Does.Contain("A login ended well, and no user was logged in"));
    }

    private static readonly Dictionary<string, Func<HttpContext, Task>> SignInResponses = new()
    {
        ["a page"] = context => context.Response.WriteAsync("one thing more"),
        ["a redirect"] = context => Results.Redirect("/one-thing-more").ExecuteAsync(context),
    };

    [TestCase("a page", HttpStatusCode.OK)]
    [TestCase("a redirect", HttpStatusCode.Redirect)]
    public async Task The_SignIn_callback_may_write_the_response(string answer, HttpStatusCode status)
    {
        await using var host = await WebHost.StartAsync(
            new()
            {
                ConfigureOptions = options =>
                    options.SignIn = async (context, _) => await SignInResponses[answer](context),
            });
        var login = await host.LogInAsync();
        Assert.That(
            (login.StatusCode, login.Headers.Location?.OriginalString),
            Is.EqualTo((status, answer == "a page" ? null : "/one-thing-more")));
    }

    private static Task<WebHost> StartWithCookieSchemeAsync() => WebHost.StartAsync(new()
    {
        ConfigureOptions = options =>
        {
            var defaults = new OAuthWebOptions();
            options.User = defaults.User;
            options.SignIn = defaults.SignIn;
        },
        ConfigureServices = services => services.AddAuthentication("cookie").AddCookie("cookie"),
        AddMiddleware = app => app.UseAuthentication(),
        MapEndpoints = app =>
        {
            app.MapOAuthDance("pretend");
            app.MapGet(
                "/who",
                (ClaimsPrincipal user) =>
                    $"{user.FindFirstValue(ClaimTypes.NameIdentifier)}, {user.FindFirstValue(ClaimTypes.Role)}");
            app.MapGet(
                "/local",
                (HttpContext context) => context.SignInAsync(
                    new ClaimsPrincipal(
                        new ClaimsIdentity(
                            [new(ClaimTypes.NameIdentifier, "42"), new(ClaimTypes.Role, "admin")], "local"))));
        },
    });
}
