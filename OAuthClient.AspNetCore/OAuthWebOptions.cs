using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace OAuthClient.AspNetCore;

/// <summary>How a dance stands in the application; every part may be left out but the public address. Set it up at start-up, not later.</summary>
public sealed class OAuthWebOptions
{
    /// <summary>Takes the defaults.</summary>
    public OAuthWebOptions() => SignIn = SignInWithCookieAsync;

    /// <summary>
    /// Where browsers reach the application, such as <c>https://app.example</c>, with the path in front of its own if there is one. It is stated and
    /// never taken from a request, since whoever sends a request writes its <c>Host</c>. The default is <c>OAuth:PublicUrl</c> of the configuration.
    /// </summary>
    public string? PublicUrl { get; set; }

    /// <summary>The redirect URI, as registered with the provider. The default is <c>/login/{name}/finish</c> at <see cref="PublicUrl"/>.</summary>
    public string? RedirectUri { get; set; }

    /// <summary>What the provider is called on the page with the button. The default is its name.</summary>
    public string? DisplayName { get; set; }

    /// <summary>Who is logged in to the application. The default is the claim <see cref="ClaimTypes.NameIdentifier"/> of a user who is authenticated.</summary>
    public Func<HttpContext, OAuthUser> User { get; set; } = static context =>
        context.User is { Identity.IsAuthenticated: true } user && user.FindFirstValue(ClaimTypes.NameIdentifier) is { } id && !string.IsNullOrWhiteSpace(id) ? id : OAuthUser.Unknown;

    /// <summary>
    /// Logs the user in to the application, when a login ended well and <see cref="OAuthOutcome.User"/> says whose it was; before the answer is sent, and
    /// again when the same callback is repeated, for the browser may not have got the first answer. Whatever it answers itself is left as it is. The default
    /// signs in, if the application's users are known by a cookie, a user with the claim <see cref="ClaimTypes.NameIdentifier"/> and no other, unless that very
    /// user is logged in already; otherwise it logs a warning. A callback that another site posts comes without that cookie, so there it signs in anew. With
    /// ASP.NET Core Identity, let its <c>SignInManager</c> do it.
    /// </summary>
    public Func<HttpContext, OAuthOutcome, ValueTask> SignIn { get; set; }

    /// <summary>
    /// What the dance works with. What is not said here is taken from the application's services, where they have it: the stores, the signals, the
    /// clock.
    /// </summary>
    public OAuthDanceOptions Dance { get; set; } = new();

    /// <summary>The safety that is done without: <see cref="Insecure.CrossSiteLogins"/>. The default is none.</summary>
    public Insecure Allow { get; set; }

    internal void CompleteAddresses(string name, string? configured)
    {
        PublicUrl ??= configured;
        if (PublicUrl is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var at) && at.Scheme is "https" or "http" && at.Query.Length + at.Fragment.Length + at.UserInfo.Length == 0 && url.Trim() == url))
            throw new InvalidOperationException($"OAuth:PublicUrl is '{url}'; it must be the address of the application, such as https://app.example, and nothing behind its path.");
        RedirectUri ??= PublicUrl is { } place
            ? $"{place.TrimEnd('/')}/login/{name}/finish"
            : throw new InvalidOperationException("Where do browsers reach this application? Set OAuth:PublicUrl in the configuration (OAuth__PublicUrl in the environment), or PublicUrl of AddOAuthDance, such as https://app.example.");
    }

    private async ValueTask SignInWithCookieAsync(HttpContext context, OAuthOutcome outcome)
    {
        // They keep the claims that the application gave them.
        if (User(context) == outcome.User)
            return;
        // The scheme that says who is logged in, if it is one of a browser's: another would hand a token to whoever looks.
        var scheme = context.RequestServices.GetService<IAuthenticationSchemeProvider>() is { } schemes ? await schemes.GetDefaultAuthenticateSchemeAsync() : null;
        if (scheme is not null && (typeof(CookieAuthenticationHandler).IsAssignableFrom(scheme.HandlerType) || scheme.HandlerType == typeof(PolicySchemeHandler)))
            await context.SignInAsync(scheme.Name, new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, outcome.User.Id)], scheme.Name)));
        else
            WebLog.NoUserSignedIn(context.RequestServices);
    }
}
