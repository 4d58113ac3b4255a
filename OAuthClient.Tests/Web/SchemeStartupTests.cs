using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OAuthClient.AspNetCore;

namespace OAuthClient.Tests.Web;

/// <summary>An application with a mistake in an authentication scheme does not start, and says what to write.</summary>
public class SchemeStartupTests
{
    private static readonly Dictionary<string, (SchemeHostSetup Setup, string Message)> Mistakes = new()
    {
        ["no cookie scheme"] = (
            new() { ChooseSchemes = _ => { }, AddScheme = SchemeHostSetup.AddOnlyScheme },
            "AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie()"),
        ["no default scheme"] = (
            new()
            {
                ChooseSchemes = _ => { },
                AddScheme = (builder, setup, pretend) =>
                    SchemeHostSetup.AddOnlyScheme(builder.AddCookie("one").AddCookie("two"), setup, pretend),
            },
            "no default scheme that signs in with a cookie"),
        ["a token for programs as the default scheme"] = (
            new()
            {
                ChooseSchemes = options => options.DefaultScheme = "token",
                AddScheme = (builder, setup, pretend) =>
                    SchemeHostSetup.AddOnlyScheme(builder.AddBearerToken("token"), setup, pretend),
            },
            "no default scheme that signs in with a cookie"),
        ["a sign-in scheme that is not there"] = (
            new() { Configure = scheme => scheme.SignInScheme = "Cookie" }, "there is no scheme 'Cookie'"),
        ["a sign-in scheme without a cookie"] = (
            new() { Configure = scheme => scheme.SignInScheme = "pretend" }, "there is no cookie scheme 'pretend'"),
        ["no user endpoint"] = (
            new() { Configure = scheme => scheme.UserEndpoint = null }, "scheme.UserEndpoint = \"user\""),
        ["no public address"] = (new() { PublicUrl = null }, "OAuth:PublicUrl"),
        ["a dance that is mapped too"] = (
            new() { MapEndpoints = app => app.MapOAuthDance("pretend") }, "without MapOAuthDance"),
        ["a page at the address where the login begins"] = (
            new() { MapEndpoints = app => app.MapGet("/login/pretend/", () => "") }, "Set LoginPath"),
        ["a page at the address of the callback"] = (
            new() { MapEndpoints = app => app.MapGet("/Login/pretend/finish", () => "") }, "no request could reach"),
        ["two schemes at one address"] = (
            new()
            {
                ConfigureDance = dance => dance.RedirectUri = "https://app.example/back",
                AddScheme = (builder, setup, pretend) =>
                {
                    SchemeHostSetup.AddCookieAndScheme(builder, setup, pretend);
                    SchemeHostSetup.AddOnlyScheme(
                        builder, setup with { Provider = _ => pretend.OAuth2 with { Name = "other" } }, pretend);
                },
            },
            "answers at /back"),
        ["two schemes of one dance"] = (
            new()
            {
                AddScheme = (builder, setup, pretend) =>
                {
                    SchemeHostSetup.AddCookieAndScheme(builder, setup, pretend);
                    SchemeHostSetup.AddOnlyScheme(builder, setup, pretend);
                },
            },
            "There is a dance 'pretend' already"),
        ["a dance that was added already"] = (
            new()
            {
                AddScheme = (builder, setup, pretend) =>
                {
                    builder.Services.AddOAuthDance(pretend.OAuth2);
                    SchemeHostSetup.AddCookieAndScheme(builder, setup, pretend);
                },
            },
            "There is a dance 'pretend' already"),
        ["a preset that is not there"] = (
            new() { AddScheme = (builder, _, _) => builder.AddOAuthSignals("githb") }, "github"),
    };

    private static IEnumerable<string> MistakeNames => Mistakes.Keys;

    [TestCaseSource(nameof(MistakeNames))]
    public void A_mistake_in_a_scheme_keeps_the_application_from_starting(string mistake) =>
        Assert.That(
            async () => await (await SchemeHost.StartAsync(Mistakes[mistake].Setup)).DisposeAsync(),
            Throws.Exception.With.Message.Contains(Mistakes[mistake].Message));

    [Test]
    public async Task The_scheme_has_the_name_of_the_dance_and_the_title_of_the_provider()
    {
        await using var host = await SchemeHost.StartAsync();
        var schemes = host.Services.GetRequiredService<IAuthenticationSchemeProvider>();
        Assert.That((await schemes.GetSchemeAsync("pretend"))?.DisplayName, Is.EqualTo(host.Dance.Provider.Title));
    }
}
