using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using OAuthClient;

namespace OAuthSample;

/// <summary>Whether the user of this request has come for the first time. A receiver says it to the next.</summary>
internal sealed class SignUp
{
    public bool IsNewUser { get; set; }
}

/// <summary>Whose an account is now.</summary>
/// <param name="PersonId">The user.</param>
/// <param name="IsNewUser">Whether they are here for the first time.</param>
/// <param name="Refusal">What to show instead, if it cannot be theirs.</param>
internal sealed record LinkResult(Guid PersonId, bool IsNewUser = false, OAuthResponse? Refusal = null);

/// <summary>Who a provider's account is here.</summary>
internal sealed class AccountLinks(IDbContextFactory<SampleContext> database)
{
    public static Guid? IdOf(OAuthUser user) => Guid.TryParse(user.Id, out var id) ? id : null;

    public static Guid? IdOf(ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    /// <summary>Throws away a cookie whose user is gone.</summary>
    public static async Task ValidateCookieAsync(CookieValidatePrincipalContext cookie)
    {
        await using var data = await cookie.HttpContext.RequestServices.GetRequiredService<IDbContextFactory<SampleContext>>().CreateDbContextAsync();
        if (cookie.Principal is { } user && IdOf(user) is { } id && await data.People.AnyAsync(person => person.Id == id))
            return;
        cookie.RejectPrincipal();
        await cookie.HttpContext.SignOutAsync();
    }

    /// <summary>Finds whom an account belongs to, or links it: to who is logged in, otherwise to a new user.</summary>
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
            // The same account came twice at once, and the other was first.
            return await FindAsync(provider, login, current) ?? throw new InvalidOperationException($"The account {login} could not be linked.");
        }
    }

    private async Task<LinkResult?> FindAsync(string provider, string login, Guid? current)
    {
        await using var data = await database.CreateDbContextAsync();
        if (await data.Links.FindAsync(provider, login) is { } link)
            return new(link.PersonId, Refusal: current is null || current == link.PersonId ? null : Pages.LinkedToAnother(login));
        return current is { } id && await data.Links.AnyAsync(link => link.PersonId == id && link.Provider == provider) ? new(id, Refusal: Pages.SecondAccount(provider)) : null;
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
