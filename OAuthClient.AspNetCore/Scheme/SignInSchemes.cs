using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace OAuthClient.AspNetCore.Scheme;

/// <summary>Finds the cookie scheme that a login signs in to.</summary>
internal static class SignInSchemes
{
    /// <exception cref="InvalidOperationException">There is none; the message says what to write.</exception>
    public static string Find(IServiceProvider services, string? stated, string name)
    {
        var schemes = services.GetRequiredService<IAuthenticationSchemeProvider>();
        // The provider of ASP.NET Core has its schemes in memory.
        var found = stated is null ? schemes.GetDefaultSignInSchemeAsync() : schemes.GetSchemeAsync(stated);
        var scheme = found.GetAwaiter().GetResult();
        if (scheme is not null && OAuthWebOptions.IsCookieScheme(scheme))
            return scheme.Name;
        var problem = (stated, scheme) switch
        {
            (null, _) => "no default scheme that signs in with a cookie",
            (_, null) => $"no scheme '{stated}'",
            _ => $"no cookie scheme '{stated}'",
        };
        throw new InvalidOperationException(
            $"The scheme '{name}' keeps its users signed in by a cookie, and there is {problem}. Write "
            + "AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie()"
            + ".AddOAuthSignals(…), or set SignInScheme to a cookie scheme.");
    }
}
