using System.Security.Claims;
using Flurl.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OAuthClient.AspNetCore;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Web;

/// <summary>The settings of a <see cref="SchemeHost"/> that a test can change.</summary>
internal sealed record SchemeHostSetup
{
    public string? PublicUrl { get; init; } = WebHost.PublicUrl;

    public Action<AuthenticationOptions> ChooseSchemes { get; init; } = options =>
    {
        options.DefaultScheme = "Cookies";
        options.DefaultChallengeScheme = "pretend";
    };

    public Func<PretendProvider, OAuthProvider> Provider { get; init; } = pretend => pretend.OAuth2;

    public Action<OAuthSchemeOptions> Configure { get; init; } = _ => { };

    public Action<OAuthWebOptions> ConfigureDance { get; init; } = _ => { };

    /// <summary>Adds the scheme, and a scheme for the cookie.</summary>
    public Action<AuthenticationBuilder, SchemeHostSetup, PretendProvider> AddScheme { get; init; } =
        AddCookieAndScheme;

    public Action<IServiceCollection> ConfigureServices { get; init; } = _ => { };

    public Action<WebApplication> AddMiddleware { get; init; } = _ => { };

    /// <summary>Maps pages that need a user, and one that does not.</summary>
    public Action<WebApplication> MapEndpoints { get; init; } = MapPages;

    public static void AddCookieAndScheme(
        AuthenticationBuilder builder, SchemeHostSetup setup, PretendProvider pretend) =>
        AddOnlyScheme(builder.AddCookie(), setup, pretend);

    public static void AddOnlyScheme(AuthenticationBuilder builder, SchemeHostSetup setup, PretendProvider pretend) =>
        builder.AddOAuthSignals(
            setup.Provider(pretend),
            scheme =>
            {
                scheme.UserEndpoint = "me";
                setup.Configure(scheme);
            },
            dance =>
            {
                dance.Dance = new() { Http = pretend.Handler };
                setup.ConfigureDance(dance);
            });

    public static void MapPages(WebApplication app)
    {
        app.MapGet("/", () => "start");
        app.MapGet("/page", Describe).RequireAuthorization();
        app.MapPost("/page", Describe).RequireAuthorization();
        app.MapGet("/who", Describe);
        app.MapGet("/mine", async ([FromKeyedServices("pretend")] OAuthSession session) =>
            await session.Request("me").GetStringAsync()).RequireOAuth("pretend");
    }

    private static bool IsKnown(Claim claim) => claim.Type != OAuthSchemeOptions.AccountClaimType;

    /// <summary>
    /// The user's claims in alphabetical order, by the last part of their types, without the account's id.
    /// </summary>
    public static string Describe(ClaimsPrincipal user) =>
        string.Join(
            ' ', user.Claims.Where(IsKnown).Select(claim => $"{claim.Type.Split('/')[^1]}={claim.Value}").Order());
}
