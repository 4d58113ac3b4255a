using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OAuthClient.AspNetCore;
using OAuthClient.OAuth2;
using OAuthClient.Testing;
using static OAuthClient.Tests.Web.SchemeHost;

namespace OAuthClient.Tests.Web;

/// <summary>Logins by the authentication scheme of a dance.</summary>
public class SchemeLoginTests
{
    private static readonly Dictionary<string, SchemeHostSetup> Protocols = new()
    {
        ["OAuth 2"] = new(),
        ["OAuth 1"] = new() { Provider = pretend => pretend.OAuth1 with { Name = "pretend" } },
    };

    [TestCase("OAuth 2")]
    [TestCase("OAuth 1")]
    public async Task A_user_who_opens_a_closed_page_logs_in_and_returns_to_it(string protocol)
    {
        await using var host = await StartAsync(Protocols[protocol]);
        var login = await host.LogInAsync("/page?x=1");
        Assert.That(
            (login.StatusCode, login.Headers.Location?.OriginalString),
            Is.EqualTo((HttpStatusCode.SeeOther, "/page?x=1")));
        Assert.That(
            await host.ReadAsync("/page"),
            Is.EqualTo($"name=anna nameidentifier={UserOf("anna")}"));
        Assert.That(await host.Dance.Session(UserOf("anna")).IsAuthorizedAsync(), Is.True);
    }

    [Test]
    public async Task A_posted_callback_signs_the_user_in_once_the_page_of_the_application_has_posted_it_again()
    {
        await using var host = await StartAsync(new()
        {
            Provider = pretend => pretend.OAuth2 with { ResponseMode = ResponseMode.FormPost },
        });
        var begun = await host.OpenAsync("/page");
        var callback = await new PretendBrowser(host.Provider.Handler).AllowAsync(begun.Headers.Location!);
        var path = callback.Url.AbsolutePath;
        var cookies = host.Cookies;
        host.Cookies = new();
        var page = await host.SendAsync("POST", path, PostedPage.Form(callback.Form!), WebHost.CrossSite);
        host.Cookies = cookies;
        var login = await host.SendAsync("POST", path, await PostedPage.ReadAsync(page), WebHost.SameOrigin);
        Assert.That(login.Headers.Location?.OriginalString, Is.EqualTo("/page"));
        Assert.That(await host.ReadAsync("/page"), Does.Contain("name=anna"));
    }

    [Test]
    public async Task The_token_of_the_login_serves_a_gate_and_a_session_of_the_current_user()
    {
        await using var host = await StartAsync();
        await host.LogInAsync();
        Assert.That(await host.ReadAsync("/mine"), Does.Contain("anna"));
    }

    [Test]
    public async Task The_cookie_holds_no_token_and_no_token_is_in_the_properties_of_the_sign_in()
    {
        await using var host = await StartAsync(new()
        {
            MapEndpoints = app =>
            {
                SchemeHostSetup.MapPages(app);
                app.MapGet("/properties", async (HttpContext context, CancellationToken _) =>
                    string.Join(' ', (await context.AuthenticateAsync()).Properties!.Items.Keys));
            },
        });
        await host.LogInAsync();
        Assert.That(await host.ReadAsync("/properties"), Is.EqualTo(".issued .expires"));
    }

    [Test]
    public async Task A_repeated_callback_signs_the_same_user_in_with_the_same_claims()
    {
        await using var host = await StartAsync();
        var callback = await host.BeginAndAllowAsync();
        var cookies = host.Cookies.Header.Value;
        await host.OpenAsync(callback);
        host.Cookies = new();
        var repeated = await host.SendAsync("GET", callback, null, ("Cookie", cookies));
        Assert.That(repeated.Headers.Location?.OriginalString, Is.EqualTo("/page"));
        Assert.That(
            await host.ReadAsync("/who"), Is.EqualTo($"name=anna nameidentifier={UserOf("anna")}"));
    }

    private static readonly Dictionary<string, OAuthAnswer> Answers = new()
    {
        ["a veto"] = OAuthAnswer.DontStore,
        ["another user"] = OAuthAnswer.StoreFor("43"),
    };

    [TestCase("a veto", HttpStatusCode.SeeOther)]
    [TestCase("another user", HttpStatusCode.InternalServerError)]
    public async Task A_receiver_that_refuses_the_login_or_names_another_user_keeps_the_user_signed_out(
        string answer, HttpStatusCode status)
    {
        await using var host = await StartAsync();
        host.Dance.Signals.Authorized.Connect((_, _) => Answers[answer]);
        var login = await host.LogInAsync();
        Assert.That(login.StatusCode, Is.EqualTo(status));
        Assert.That(await host.ReadAsync("/who"), Is.Empty);
    }

    private static readonly Dictionary<string, (Action<OAuthSchemeOptions> Configure, string User)> Mappings = new()
    {
        ["an id that is mapped"] = (
            scheme => scheme.ClaimActions.MapJsonKey(ClaimTypes.NameIdentifier, "login"),
            "nameidentifier=pretend:anna name=anna"),
        ["a claim more"] = (
            scheme => scheme.ClaimActions.MapJsonKey("handle", "login"),
            $"handle=anna nameidentifier={UserOf("anna")} name=anna"),
        ["a user of the application"] = (
            scheme => scheme.FindUser = (_, account) => new($"user of {account.Name}"),
            "name=anna nameidentifier=user of anna"),
        ["a profile of several calls"] = (
            scheme => scheme.ReadProfile = (_, _) =>
                Task.FromResult(JsonSerializer.SerializeToElement(new { sub = "7", name = "Anna" })),
            "name=Anna nameidentifier=pretend:7"),
        ["a changed principal"] = (
            scheme => scheme.ChangePrincipal = (principal, _) =>
            {
                principal.AddIdentity(new([new("role", "admin")]));
                return new(principal);
            },
            $"nameidentifier={UserOf("anna")} name=anna role=admin"),
    };

    private static IEnumerable<string> MappingNames => Mappings.Keys;

    [TestCaseSource(nameof(MappingNames))]
    public async Task The_answer_of_the_API_is_mapped_to_the_principal(string mapping)
    {
        await using var host = await StartAsync(new() { Configure = Mappings[mapping].Configure });
        await host.LogInAsync();
        Assert.That(
            (await host.ReadAsync("/page")).Split(' '), Is.EquivalentTo(Mappings[mapping].User.Split(' ')));
        Assert.That(await host.ReadAsync("/mine"), Does.Contain("anna"));
    }

    private static readonly Dictionary<string, string> Profiles = new()
    {
        ["no id"] = """{"login":"anna"}""",
        ["the number zero"] = """{"id":0}""",
        ["an empty id"] = """{"id":" "}""",
        ["an id that is an object"] = """{"id":{"value":1}}""",
        ["a list"] = """[{"id":1}]""",
    };

    private static IEnumerable<string> ProfileNames => Profiles.Keys;

    [TestCaseSource(nameof(ProfileNames))]
    public async Task A_login_whose_API_names_no_user_fails_and_says_what_to_map(string profile)
    {
        await using var host = await StartAsync(new()
        {
            Configure = scheme => scheme.ReadProfile = (_, _) =>
                Task.FromResult(JsonSerializer.Deserialize<JsonElement>(Profiles[profile])),
        });
        Exception? failure = null;
        host.Dance.Signals.Error.Connect((OAuthDance _, ErrorArgs error) => failure = error.Exception);
        var login = await host.LogInAsync();
        Assert.That(login.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
        Assert.That(failure?.ToString(), Does.Contain("ClaimActions.MapJsonKey(ClaimTypes.NameIdentifier"));
        Assert.That(await host.ReadAsync("/who"), Is.Empty);
    }

    [Test]
    public async Task A_user_who_links_an_account_keeps_the_key_and_the_claims_of_the_application()
    {
        await using var host = await StartAsync(new()
        {
            MapEndpoints = app =>
            {
                SchemeHostSetup.MapPages(app);
                app.MapGet("/local", () => Results.SignIn(
                    new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "42"), new("role", "admin")], "local"))));
                app.MapGet("/link", () => Results.Challenge(new() { RedirectUri = "/" }, ["pretend"]));
            },
        });
        await host.OpenAsync("/local");
        await host.LogInAsync("/link");
        Assert.That(
            await host.ReadAsync("/page"), Is.EqualTo("name=anna nameidentifier=42 nameidentifier=42 role=admin"));
        Assert.That(await host.Dance.Session("42").IsAuthorizedAsync(), Is.True);
        Assert.That(await host.ReadAsync("/mine"), Does.Contain("anna"));
    }

    [Test]
    public async Task A_challenge_keeps_its_properties_until_the_sign_in()
    {
        await using var host = await StartAsync(new()
        {
            MapEndpoints = app =>
            {
                SchemeHostSetup.MapPages(app);
                app.MapGet("/remember", () => Results.Challenge(
                    new() { RedirectUri = "/page", IsPersistent = true }, ["pretend"]));
            },
        });
        var login = await host.LogInAsync("/remember");
        Assert.That(login.Headers.Location?.OriginalString, Is.EqualTo("/page"));
        Assert.That(
            login.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith(".AspNetCore.Cookies", StringComparison.Ordinal)),
            Does.Contain("expires="));
    }
}
