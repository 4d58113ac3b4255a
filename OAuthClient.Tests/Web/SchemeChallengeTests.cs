using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OAuthClient.Testing;
using static OAuthClient.Tests.Web.WebHost;

namespace OAuthClient.Tests.Web;

/// <summary>The answer of an authentication scheme to a request that needs a login.</summary>
public partial class SchemeChallengeTests
{
    private static readonly (string, string?) SameSite = ("Sec-Fetch-Site", "same-site");
    private static readonly (string, string?) Typed = ("Sec-Fetch-Site", "none");
    private static readonly (string, string?) Fetch = ("Sec-Fetch-Mode", "cors");
    private static readonly (string, string?) Prefetch = ("Sec-Purpose", "prefetch");

    private sealed record Request(string Method, string Path, (string, string?)[] Headers, bool Redirects);

    private static readonly Dictionary<string, Request> Requests = new()
    {
        ["a link of the application"] = new("GET", "/page", [SameOrigin, Navigation], true),
        ["a typed address"] = new("GET", "/page", [Typed, Navigation], true),
        ["a link of another site"] = new("GET", "/page", [CrossSite, Navigation], false),
        ["a link of a sibling site"] = new("GET", "/page", [SameSite, Navigation], false),
        ["a script"] = new("GET", "/page", [SameOrigin, Fetch], false),
        ["a browser that looks ahead"] = new("GET", "/page", [SameOrigin, Navigation, Prefetch], false),
        ["a browser that says nothing"] = new("GET", "/page", [], false),
        ["a form"] = new("POST", "/page", [SameOrigin, Navigation], false),
        ["an endpoint that challenges"] = new("GET", "/challenge", [SameOrigin, Navigation], true),
        ["an endpoint that challenges a form"] = new("POST", "/challenge", [SameOrigin, Navigation], true),
        ["an endpoint that challenges another site"] = new("GET", "/challenge", [CrossSite, Navigation], false),
        ["an endpoint that challenges a form of another site"] = new(
            "POST", "/challenge", [CrossSite, Navigation], false),
    };

    private static IEnumerable<string> RequestNames => Requests.Keys;

    [TestCaseSource(nameof(RequestNames))]
    public async Task A_login_begins_by_itself_only_for_the_user_s_own_navigation(string name)
    {
        var (method, path, headers, redirects) = Requests[name];
        await using var host = await StartAsync();
        var answer = await host.SendAsync(method, path, null, headers);
        Assert.That(
            answer.StatusCode, Is.EqualTo(redirects ? HttpStatusCode.SeeOther : HttpStatusCode.Unauthorized));
        Assert.That(answer.Headers.CacheControl?.Private is true || answer.Headers.CacheControl?.NoStore is true);
    }

    [Test]
    public async Task The_button_of_the_page_begins_a_login_that_returns_to_the_page()
    {
        await using var host = await StartAsync();
        var page = await (await host.SendAsync("GET", "/page?x=1", null)).Content.ReadAsStringAsync();
        var fields = Field().Matches(page).ToDictionary(
            field => field.Groups[1].Value, field => WebUtility.HtmlDecode(field.Groups[2].Value));
        using var form = new FormUrlEncodedContent(fields);
        var begun = await host.SendAsync("POST", "/login/pretend", form, SameOrigin, Navigation);
        Assert.That(begun.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        var callback = await new PretendBrowser(host.Provider.Handler).AllowAsync(begun.Headers.Location!);
        var login = await host.OpenAsync(callback.Url.PathAndQuery);
        Assert.That(login.Headers.Location?.OriginalString, Is.EqualTo("/page?x=1"));
    }

    [Test]
    public async Task A_login_that_signs_no_user_in_does_not_begin_again_by_itself()
    {
        await using var host = await StartAsync();
        host.Dance.Signals.Authorized.Connect((_, _) => false);
        await host.LogInAsync();
        Assert.That((await host.OpenAsync("/page")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_user_who_may_not_see_a_page_is_not_sent_to_the_provider_again()
    {
        await using var host = await StartAsync();
        await host.LogInAsync();
        var refused = await host.OpenAsync("/admins");
        Assert.That(refused.Headers.Location?.AbsolutePath, Is.EqualTo("/Account/AccessDenied"));
    }

    [Test]
    public async Task A_callback_from_another_browser_signs_no_user_in()
    {
        await using var host = await StartAsync();
        var callback = await host.BeginAndAllowAsync();
        host.Cookies = new();
        var login = await host.OpenAsync(callback);
        Assert.That(login.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(host.Cookies.Names, Has.None.Contains("Cookies"));
    }

    [Test]
    public async Task A_page_of_the_scheme_requires_that_the_user_logged_in_with_the_scheme()
    {
        await using var host = await StartAsync();
        Assert.That((await host.OpenAsync("/by-scheme")).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        await host.LogInAsync("/challenge");
        Assert.That((await host.OpenAsync("/by-scheme")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    private static Task<SchemeHost> StartAsync() => SchemeHost.StartAsync(new()
    {
        MapEndpoints = app =>
        {
            SchemeHostSetup.MapPages(app);
            app.MapMethods(
                "/challenge", ["GET", "POST"], () => Results.Challenge(new() { RedirectUri = "/" }, ["pretend"]));
            app.MapGet("/admins", () => "secret").RequireAuthorization(policy => policy.RequireRole("admin"));
            app.MapGet("/by-scheme", () => "here").RequireAuthorization(
                policy => policy.AddAuthenticationSchemes("pretend").RequireAuthenticatedUser());
        },
    });

    [GeneratedRegex("name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Field();
}
