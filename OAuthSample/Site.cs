using System.Security.Claims;
using Flurl.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using OAuthClient;
using OAuthClient.AspNetCore;

namespace OAuthSample;

/// <summary>The pages of the application.</summary>
internal static class Site
{
    public static void MapSample(this WebApplication app)
    {
        app.MapGet("/", HomeAsync);
        app.MapGet("/welcome", (HttpContext context) => Pages.Show(Pages.Welcome(FormToken(context))));
        app.MapGet("/profile", ProfileAsync).RequireOAuth(Providers.OAuth2);
        app.MapPost("/unlink/{provider}", UnlinkAsync).RequireAuthorization();
        app.MapPost("/signout", SignOutAsync);
    }

    private static async Task<IResult> HomeAsync(HttpContext context, IDbContextFactory<SampleContext> database)
    {
        if (IdOf(context) is not { } id)
            return Pages.Show(Pages.LoggedOut(FormToken(context)));
        await using var data = await database.CreateDbContextAsync();
        var person = await data.People.FindAsync(id);
        var links = await data.Links.Where(link => link.PersonId == id).ToListAsync();
        return Pages.Show(person is null ? Pages.LoggedOut(FormToken(context)) : Pages.Home(person, links, FormToken(context)));
    }

    // What the provider's API says of the user, asked with the user's token.
    private static async Task<IResult> ProfileAsync(HttpContext context, [FromKeyedServices(Providers.OAuth2)] OAuthSession session) =>
        Pages.Show(Pages.Profile(await session.Request("me").GetStringAsync(), context.Request.QueryString.Value ?? "", FormToken(context)));

    private static async Task<IResult> UnlinkAsync(string provider, HttpContext context, IAntiforgery antiforgery, IDbContextFactory<SampleContext> database)
    {
        if (!await antiforgery.IsRequestValidAsync(context) || !Providers.Names.Contains(provider))
            return Results.BadRequest();
        var id = IdOf(context)!.Value;
        // Revoked at the provider, and deleted here in any case.
        await context.RequestServices.GetRequiredKeyedService<OAuthSession>(provider).SignOutAsync();
        await using var data = await database.CreateDbContextAsync();
        await data.Links.Where(link => link.PersonId == id && link.Provider == provider).ExecuteDeleteAsync();
        return Results.Redirect("/");
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return Results.BadRequest();
        await context.SignOutAsync();
        return Results.Redirect("/");
    }

    private static int? IdOf(HttpContext context) => Visitors.IdOf(context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } id ? id : OAuthUser.Unknown);

    private static string FormToken(HttpContext context) => context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).RequestToken!;
}
