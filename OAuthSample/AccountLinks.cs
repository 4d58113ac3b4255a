using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using OAuthClient;

namespace OAuthSample;

/// <summary>The links between providers' accounts and the users of this application.</summary>
internal sealed class AccountLinks(IDbContextFactory<SampleContext> database)
{
    public static Guid? IdOf(OAuthUser user) => Guid.TryParse(user.Id, out var id) ? id : null;

    public static Guid? IdOf(ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    /// <summary>Rejects a cookie whose user no longer exists.</summary>
    public static async Task ValidateCookieAsync(CookieValidatePrincipalContext cookie)
    {
        var services = cookie.HttpContext.RequestServices;
        var contexts = services.GetRequiredService<IDbContextFactory<SampleContext>>();
        await using var data = await contexts.CreateDbContextAsync();
        var id = cookie.Principal is { } user ? IdOf(user) : null;
        if (id is not null && await data.People.AnyAsync(person => person.Id == id))
            return;
        cookie.RejectPrincipal();
        await cookie.HttpContext.SignOutAsync();
    }

    /// <summary>
    /// Finds the user of an account. An account without a user is linked to the current user, or else to a new user.
    /// </summary>
    public async Task<LinkResult> FindOrLinkAsync(string provider, string login, Guid? current)
    {
        if (await FindAsync(provider, login, current) is { } known)
            return known;
        try
        {
            return await LinkAsync(provider, login, current);
        }
        catch (DbUpdateException)
        {
            // Another request has linked the same account in the meantime.
            return await FindAsync(provider, login, current)
                ?? throw new InvalidOperationException($"The account {login} could not be linked.");
        }
    }

    public async Task<bool> IsLinkedAsync(string provider, Guid? person)
    {
        await using var data = await database.CreateDbContextAsync();
        return await data.Links.AnyAsync(link => link.Provider == provider && link.PersonId == person);
    }

    private async Task<LinkResult?> FindAsync(string provider, string login, Guid? current)
    {
        await using var data = await database.CreateDbContextAsync();
        if (await data.Links.FindAsync(provider, login) is { } known)
        {
            var isAnother = current is not null && current != known.PersonId;
            return new(known.PersonId, Refusal: isAnother ? Pages.LinkedToAnother(login) : null);
        }
        if (current is not { } id)
            return null;
        var hasAccount = await data.Links.AnyAsync(link => link.PersonId == id && link.Provider == provider);
        return hasAccount ? new(id, Refusal: Pages.SecondAccount(provider)) : null;
    }

    private async Task<LinkResult> LinkAsync(string provider, string login, Guid? current)
    {
        await using var data = await database.CreateDbContextAsync();
        var known = await data.People.FindAsync(current);
        var person = known ?? data.People.Add(new() { Name = login }).Entity;
        person.Links.Add(new() { Provider = provider, Login = login });
        await data.SaveChangesAsync();
        return new(person.Id, IsNewUser: known is null);
    }
}
