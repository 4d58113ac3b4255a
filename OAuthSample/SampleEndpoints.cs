using System.Data;
using Flurl.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using OAuthClient;
using OAuthClient.AspNetCore;

namespace OAuthSample;

/// <summary>The pages of the application.</summary>
internal static class SampleEndpoints
{
    public static void MapSample(this WebApplication app)
    {
        app.MapGet("/", HomeAsync);
        app.MapGet("/welcome", () => Pages.Show(Pages.Welcome()));
        app.MapGet("/profile", ProfileAsync).RequireOAuth(Providers.OAuth2);
        var own = app.MapGroup("").AddEndpointFilter(CheckFormAsync);
        own.MapPost("/unlink/{provider}", UnlinkAsync).RequireAuthorization();
        own.MapPost("/signout", (Delegate)SignOutAsync);
    }

    private static async Task<IResult> HomeAsync(HttpContext context, IDbContextFactory<SampleContext> database)
    {
        if (AccountLinks.IdOf(context.User) is not { } id)
            return Pages.Show(Pages.LoggedOut(FormToken(context)));
        await using var data = await database.CreateDbContextAsync();
        var user = await data.People.Include(person => person.Links).SingleAsync(person => person.Id == id);
        return Pages.Show(Pages.Home(user, FormToken(context)));
    }

    // Calls the provider's API with the user's token.
    private static async Task<IResult> ProfileAsync(
        HttpContext context, [FromKeyedServices(Providers.OAuth2)] OAuthSession session, AccountLinks links)
    {
        // A login that ends while its account is unlinked leaves a token without a link.
        if (!await links.IsLinkedAsync(Providers.OAuth2, AccountLinks.IdOf(context.User)))
        {
            await session.SignOutAsync();
            return Results.Redirect("/");
        }
        var profile = await session.Request("me").GetStringAsync();
        return Pages.Show(Pages.Profile(profile, context.Request.QueryString.Value ?? ""));
    }

    private static async Task<IResult> UnlinkAsync(
        string provider, HttpContext context, IDbContextFactory<SampleContext> database)
    {
        await using var data = await database.CreateDbContextAsync();
        // Serializable: two requests at once must not unlink the last two accounts.
        await using var transaction = await data.Database.BeginTransactionAsync(IsolationLevel.Serializable);
        var links = await data.Links.Where(link => link.PersonId == AccountLinks.IdOf(context.User)).ToListAsync();
        if (links.Find(link => link.Provider == provider) is not { } unwanted)
            return Results.Redirect("/");
        if (links.Count == 1)
            return Pages.Show(Pages.LastAccount());
        data.Links.Remove(unwanted);
        await data.SaveChangesAsync();
        await transaction.CommitAsync();
        // Revokes the token at the provider, and deletes it here in any case.
        await context.GetOAuthSession(provider)!.SignOutAsync();
        return Results.Redirect("/");
    }

    private static async Task<IResult> SignOutAsync(HttpContext context)
    {
        await context.SignOutAsync();
        context.ForgetOAuthBrowser();
        return Results.Redirect("/");
    }

    // Refuses a form of another site, or of a page that is older than the login.
    private static async ValueTask<object?> CheckFormAsync(
        EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        try
        {
            await Antiforgery(invocation.HttpContext).ValidateRequestAsync(invocation.HttpContext);
        }
        // A form that cannot be read counts as one without a token.
        catch (AntiforgeryValidationException)
        {
            return Pages.Show(Pages.OldForm());
        }
        return await next(invocation);
    }

    private static string FormToken(HttpContext context) =>
        Antiforgery(context).GetAndStoreTokens(context).RequestToken!;

    private static IAntiforgery Antiforgery(HttpContext context) =>
        context.RequestServices.GetRequiredService<IAntiforgery>();
}
