using System.Net;
using System.Security.Claims;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OAuthClient.Testing;
using static OAuthClient.Tests.Web.SchemeHost;

namespace OAuthClient.Tests.Web;

/// <summary>A login by the scheme signs one account in, and for no longer than the application allows.</summary>
public partial class SchemeAccountTests
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Test]
    public async Task Another_account_of_the_same_provider_is_another_user()
    {
        await using var host = await StartAsync();
        await host.LogInAsync(person: "anna");
        await LogInFurtherAsync(host, "ben");
        Assert.That(await host.ReadAsync("/who"), Is.EqualTo($"name=ben nameidentifier={UserOf("ben")}"));
        Assert.That(await ReadLoginAsync(host, UserOf("anna")), Does.Contain("anna"));
        Assert.That(await ReadLoginAsync(host, UserOf("ben")), Does.Contain("ben"));
    }

    [Test]
    public async Task The_same_account_again_is_the_same_user()
    {
        await using var host = await StartAsync();
        await host.LogInAsync(person: "anna");
        await LogInFurtherAsync(host, "anna");
        Assert.That(await host.ReadAsync("/who"), Is.EqualTo($"name=anna nameidentifier={UserOf("anna")}"));
    }

    [Test]
    public async Task Another_account_of_the_same_provider_does_not_replace_that_of_a_user_of_the_application()
    {
        await using var host = await StartAsync(new() { MapEndpoints = MapOwnLogin });
        await host.OpenAsync("/own");
        await LogInFurtherAsync(host, "anna");
        var second = await LogInFurtherAsync(host, "ben");
        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(await second.Content.ReadAsStringAsync(), Does.Contain("Log out"));
        Assert.That(await ReadLoginAsync(host, "alice"), Does.Contain("anna"));
    }

    [TestCase("""{"id":7}""")]
    [TestCase("""{"id":7,"account_id":null}""")]
    public async Task A_mapped_id_that_is_missing_is_taken_from_no_other_field(string profile)
    {
        await using var host = await StartAsync(new()
        {
            Configure = scheme => scheme.ClaimActions.MapJsonKey(ClaimTypes.NameIdentifier, "account_id"),
        });
        Assert.That((await LogInAsAsync(host, profile)).StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
        Assert.That(await host.ReadAsync("/who"), Is.Empty);
    }

    [TestCase("\"00\"")]
    [TestCase("0.0")]
    [TestCase("-0")]
    [TestCase("\"null\"")]
    [TestCase("\"undefined\"")]
    [TestCase("\"4\\n2\"")]
    [TestCase("\"42 \"")]
    public async Task An_id_that_may_be_every_users_is_refused(string id)
    {
        await using var host = await StartAsync();
        var login = await LogInAsAsync(host, $$"""{"id":{{id}}}""");
        Assert.That(login.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
    }

    [Test]
    public async Task A_login_by_the_button_of_a_challenge_has_its_scopes_and_lasts_no_longer_than_it_allows()
    {
        await using var host = await StartAsync(new() { MapEndpoints = MapShortChallenge });
        using var page = await host.SendAsync("GET", "/short", null, WebHost.CrossSite, WebHost.Navigation);
        var callback = await ClickAndAllowAsync(host, await page.Content.ReadAsStringAsync());
        Assert.That(host.Provider.Requests.Last(IsAuthorization)["scope"], Is.EqualTo("special"));
        await host.OpenAsync(callback);
        Assert.That(await host.ReadAsync("/expiry"), Is.EqualTo("00"));
    }

    [Test]
    public async Task A_repeated_callback_signs_in_for_no_longer_than_the_challenge_allows()
    {
        await using var host = await StartAsync(new() { MapEndpoints = MapShortChallenge });
        var callback = await host.BeginAndAllowAsync("/short");
        var before = host.Cookies.Copy();
        await host.OpenAsync(callback);
        Assert.That(await host.ReadAsync("/expiry"), Is.EqualTo("00"));
        host.Cookies = before;
        await host.OpenAsync(callback);
        Assert.That(await host.ReadAsync("/expiry"), Is.EqualTo("00"));
    }

    [Test]
    public async Task A_profile_that_does_not_come_fails_the_login_by_the_deadline()
    {
        var time = new FakeTimeProvider(Now);
        await using var host = await StartAsync(new()
        {
            ConfigureServices = services => services.AddSingleton<TimeProvider>(time),
        });
        var callback = await host.BeginAndAllowAsync();
        host.Provider.ApiAnswer = _ => new(HttpStatusCode.OK) { Content = new StreamContent(new EndlessStream()) };
        var finishing = host.OpenAsync(callback);
        while (!finishing.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
        Assert.That((await finishing).StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
    }

    [Test]
    public async Task A_user_who_logs_out_is_sent_to_the_provider_again()
    {
        await using var host = await StartAsync(new()
        {
            MapEndpoints = app =>
            {
                SchemeHostSetup.MapPages(app);
                app.MapGet("/out", (HttpContext context) => context.SignOutAsync());
            },
        });
        await host.LogInAsync();
        await host.OpenAsync("/page");
        await host.OpenAsync("/out");
        Assert.That((await host.OpenAsync("/page")).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test]
    public async Task A_role_that_was_taken_away_does_not_survive_the_next_login()
    {
        var role = "admin";
        await using var host = await StartAsync(new()
        {
            Configure = scheme => scheme.ChangePrincipal = (principal, _) =>
            {
                principal.AddIdentity(new([new(ClaimTypes.Role, role)], "roles"));
                principal.Identities.First().AddClaim(new(ClaimTypes.Role, $"{role}-too"));
                return new(principal);
            },
        });
        await host.LogInAsync();
        Assert.That(await host.ReadAsync("/who"), Does.Contain("role=admin role=admin-too"));
        role = "guest";
        await LogInFurtherAsync(host, "anna");
        Assert.That(await host.ReadAsync("/who"), Does.Contain("role=guest role=guest-too").And.Not.Contain("admin"));
    }

    [Test]
    public async Task A_principal_by_which_the_token_would_not_be_found_again_is_refused()
    {
        await using var host = await StartAsync(new()
        {
            Configure = scheme => scheme.ChangePrincipal = (_, _) =>
                new(new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "db-7")], "own"))),
        });
        Assert.That((await host.LogInAsync()).StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
        Assert.That(await host.ReadAsync("/who"), Is.Empty);
    }

    [TestCase("https://elsewhere.example/me", "/login/pretend", "UserEndpoint")]
    [TestCase("me", "/go?x=1", "LoginPath")]
    [TestCase("me", "go", "LoginPath")]
    public void Options_with_which_no_login_could_work_keep_the_application_from_starting(
        string endpoint, string path, string option) =>
        Assert.That(
            async () => await StartAsync(new()
            {
                Configure = scheme =>
                {
                    scheme.UserEndpoint = endpoint;
                    scheme.LoginPath = path;
                },
            }),
            Throws.InvalidOperationException.With.Message.Contains(option));

    private static async Task<HttpResponseMessage> LogInFurtherAsync(SchemeHost host, string person)
    {
        var begun = await host.OpenAsync("/login/pretend");
        var callback = await new PretendBrowser(host.Provider.Handler).AllowAsync(begun.Headers.Location!, person);
        return await host.OpenAsync(callback.Url.PathAndQuery);
    }

    private static async Task<HttpResponseMessage> LogInAsAsync(SchemeHost host, string profile)
    {
        var callback = await host.BeginAndAllowAsync();
        host.Provider.ApiAnswer = _ => new(HttpStatusCode.OK)
        {
            Content = new StringContent(profile, Encoding.UTF8, "application/json"),
        };
        return await host.OpenAsync(callback);
    }

    private static async Task<string> ReadLoginAsync(SchemeHost host, OAuthUser user)
    {
        using var client = new HttpClient(new OAuthClient.Http.OAuthHandler(host.Dance.Session(user)));
        return await client.GetStringAsync(new Uri("https://pretend.example/api/me"));
    }

    private static bool IsAuthorization(PretendRequest request) => request.Endpoint == PretendEndpoint.Authorization;

    private static async Task<string> ClickAndAllowAsync(SchemeHost host, string page)
    {
        var fields = Field().Matches(page).ToDictionary(
            field => field.Groups[1].Value, field => WebUtility.HtmlDecode(field.Groups[2].Value));
        using var form = new FormUrlEncodedContent(fields);
        var begun = await host.SendAsync("POST", "/login/pretend", form, WebHost.SameOrigin, WebHost.Navigation);
        var callback = await new PretendBrowser(host.Provider.Handler).AllowAsync(begun.Headers.Location!);
        return callback.Url.PathAndQuery;
    }

    private static void MapShortChallenge(WebApplication app)
    {
        SchemeHostSetup.MapPages(app);
        var properties = new OAuthChallengeProperties
        {
            RedirectUri = "/who",
            IsPersistent = true,
            ExpiresUtc = Now.AddMinutes(10),
            Scope = ["special"],
        };
        app.MapGet("/short", () => Results.Challenge(properties, ["pretend"]));
        app.MapGet("/expiry", async (HttpContext context) =>
            $"{(await context.AuthenticateAsync()).Properties?.ExpiresUtc - Now:hh}");
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">")]
    private static partial Regex Field();

    private static void MapOwnLogin(WebApplication app)
    {
        SchemeHostSetup.MapPages(app);
        app.MapGet("/own", (HttpContext context) => context.SignInAsync(
            new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "alice")], "own"))));
    }

    private sealed class EndlessStream : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return 0;
        }
    }
}
