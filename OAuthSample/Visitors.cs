using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using OAuthClient;

namespace OAuthSample;

/// <summary>Whether the user of this request has come for the first time. A receiver says it to the next.</summary>
internal sealed class Arrival
{
    public bool IsFirst { get; set; }
}

/// <summary>Who a provider's account is here.</summary>
internal static class Visitors
{
    /// <summary>Begins the application's own session.</summary>
    public static async ValueTask SignInAsync(HttpContext context, OAuthOutcome outcome)
    {
        if (!outcome.IsStored)
            return;
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, outcome.User.Id!)], CookieAuthenticationDefaults.AuthenticationScheme);
        await context.SignInAsync(new ClaimsPrincipal(identity));
    }

    public static int? IdOf(OAuthUser user) => int.TryParse(user.Id, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>Finds whom an account belongs to, or links it: to who is logged in, otherwise to a new user.</summary>
    /// <returns>The user; null when the account is another's.</returns>
    public static async Task<(int Id, bool IsFirst)?> LinkAsync(SampleContext context, string provider, string login, int? current)
    {
        if (await context.Links.FindAsync(provider, login) is { } link)
            return current is null || current == link.PersonId ? (link.PersonId, false) : null;
        var person = current is { } id ? await context.People.SingleAsync(one => one.Id == id) : context.People.Add(new() { Name = login }).Entity;
        await context.SaveChangesAsync();
        context.Links.Add(new() { Provider = provider, Login = login, PersonId = person.Id });
        await context.SaveChangesAsync();
        return (person.Id, current is null);
    }
}
