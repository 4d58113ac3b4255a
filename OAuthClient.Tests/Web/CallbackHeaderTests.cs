using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OAuthClient.AspNetCore;
using OAuthClient.OAuth2;
using OAuthClient.Testing;
using static OAuthClient.Tests.Web.WebHost;

namespace OAuthClient.Tests.Web;

/// <summary>No answer at the address of a callback may be stored, or names that address to another site.</summary>
public class CallbackHeaderTests
{
    private static readonly Dictionary<string, Func<HttpContext, Task>> SignIns = new()
    {
        ["nothing"] = _ => Task.CompletedTask,
        ["a cookie"] = context => context.SignInAsync(new(new System.Security.Claims.ClaimsIdentity("test"))),
        ["a page"] = context => context.Response.WriteAsync("one thing more"),
        ["a page that may be stored"] = context =>
        {
            context.Response.Headers.CacheControl = "public, max-age=60";
            context.Response.Headers["Referrer-Policy"] = "unsafe-url";
            return context.Response.WriteAsync("one thing more");
        },
        ["a redirect"] = context => Results.Redirect("/one-thing-more").ExecuteAsync(context),
        ["an exception"] = _ => throw new InvalidOperationException("no such table: people"),
    };

    private static IEnumerable<string> SignInNames => SignIns.Keys;

    [Test]
    public async Task T18_Whatever_SignIn_answers_has_no_store_and_no_referrer(
        [ValueSource(nameof(SignInNames))] string answer,
        [Values] ResponseMode mode)
    {
        await using var host = await WebHost.StartAsync(new()
        {
            ChangeProvider = provider => provider with { ResponseMode = mode },
            ConfigureOptions = options => options.SignIn = async (context, _) => await SignIns[answer](context),
            ConfigureServices = services => services.AddAuthentication("cookie").AddCookie("cookie"),
            AddMiddleware = app => app.UseExceptionHandler(handler =>
                handler.Run(context => context.Response.WriteAsync("something failed"))),
        });
        var jar = new CookieJar();
        var begun = await host.ViewPageAsync("/login/pretend");
        jar.Store(begun);
        var callback = await new PretendBrowser(host.Provider.Handler).AllowAsync(begun.Headers.Location!);
        for (var time = 0; time < 2; time++)
        {
            var finished = callback.Form is { } form
                ? await host.PostCallbackAsync(callback.Url.PathAndQuery, PostedPage.Form(form), jar)
                : await host.SendAsync("GET", callback.Url.PathAndQuery, jar.Header);
            AssertPrivate(finished);
        }
    }

    [TestCase("GET", CallbackPath)]
    [TestCase("POST", CallbackPath)]
    [TestCase("GET", CallbackPath + "?code=1&state=2")]
    [TestCase("POST", CallbackPath + "?code=1&state=2")]
    [TestCase("GET", "/login/pretend")]
    [TestCase("POST", "/login/pretend")]
    public async Task T18_Whatever_an_error_receiver_shows_has_no_store_and_no_referrer(string method, string path)
    {
        await using var host = await WebHost.StartAsync();
        host.Dance.Signals.Error.Connect((_, _) => OAuthResponse.Html("<img src=https://elsewhere.example/>"));
        AssertPrivate(await host.SendAsync(method, path));
    }

    private static void AssertPrivate(HttpResponseMessage answer)
    {
        Assert.That(answer.StatusCode, Is.Not.EqualTo(HttpStatusCode.NotFound));
        Assert.That(answer.Headers.CacheControl, Has.Property("NoStore").True.And.Property("Public").False);
        Assert.That(answer.Headers.GetValues("Referrer-Policy"), Is.EqualTo(new[] { "no-referrer" }));
    }
}
