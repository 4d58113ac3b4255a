using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OAuthClient.Extensions;

namespace OAuthClient.AspNetCore;

/// <summary>
/// How a dance with logins is set up in the application. Every part but the public address may be left out.
/// </summary>
/// <remarks>Set it at start-up. Later changes have no effect that can be relied on.</remarks>
public sealed class OAuthWebOptions : OAuthHostOptions
{
    /// <summary>Creates options with the defaults.</summary>
    public OAuthWebOptions() => SignIn = SignInWithCookieAsync;

    /// <summary>
    /// The address at which browsers reach the application, such as <c>https://app.example</c>, with its path prefix if
    /// any. The redirect URI is <c>/login/{name}/finish</c> there, unless
    /// <see cref="OAuthHostOptions.RedirectUri"/> is set.
    /// </summary>
    /// <remarks>
    /// It is configured and never taken from a request, because the sender of a request chooses its <c>Host</c>.
    /// </remarks>
    /// <value>The default is <c>OAuth:PublicUrl</c> of the configuration.</value>
    public string? PublicUrl { get; set; }

    /// <summary>The provider's name on the page with the button.</summary>
    /// <value>The default is <see cref="OAuthProvider.Title"/>.</value>
    public string? DisplayName { get; set; }

    /// <summary>Gets the user who is logged in to the application.</summary>
    /// <value>The default reads the claim <see cref="ClaimTypes.NameIdentifier"/> of an authenticated user.</value>
    public Func<HttpContext, OAuthUser> User { get; set; } = ReadUser;

    /// <summary>
    /// Logs the user in to the application when a login ended well and <see cref="OAuthOutcome.User"/> names the user.
    /// </summary>
    /// <remarks>
    /// <para>
    /// It runs before the response is sent. It runs again when the same callback is repeated, because the browser may
    /// not have received the first response. A response that it writes itself is kept; it is sent with
    /// <c>Cache-Control: no-store</c> and <c>Referrer-Policy: no-referrer</c>.
    /// </para>
    /// <para>
    /// The default requires that the application knows its users by a cookie; otherwise it logs a warning. It signs in
    /// a user with the claim <see cref="ClaimTypes.NameIdentifier"/> and no other, unless the same user is logged in
    /// already.
    /// With ASP.NET Core Identity, call its <c>SignInManager</c> here.
    /// </para>
    /// </remarks>
    public Func<HttpContext, OAuthOutcome, ValueTask> SignIn { get; set; }

    /// <summary>The protections to do without: <see cref="Insecure.CrossSiteLogins"/>.</summary>
    /// <value>The default is none.</value>
    public Insecure Allow { get; set; }

    /// <summary>Takes the addresses that the code leaves out from the configuration.</summary>
    internal void CompleteAddresses(string name, IConfiguration? configuration)
    {
        RedirectUri ??= Read(configuration, $"{name}:RedirectUri");
        PublicUrl ??= Read(configuration, nameof(PublicUrl));
        if (PublicUrl is { } invalid && !IsBaseAddress(invalid))
        {
            // An address with a password is not shown.
            var shown = invalid.Contains('@', StringComparison.Ordinal) ? "an address with a user" : $"'{invalid}'";
            throw new InvalidOperationException(
                $"OAuth:PublicUrl is {shown}; it must be the address of the application, "
                + "such as https://app.example, and nothing behind its path.");
        }
        RedirectUri ??= PublicUrl is { } url
            ? $"{url.TrimEnd('/')}/login/{name}/finish"
            : throw new InvalidOperationException(
                "Where do browsers reach this application? Set OAuth:PublicUrl in the configuration "
                + "(OAuth__PublicUrl in the environment), or PublicUrl of AddOAuthDance, such as https://app.example.");
    }

    /// <summary>Sets up the dance for logins of this application.</summary>
    internal void CopyTo(OAuthHostOptions host, IHttpContextAccessor requests)
    {
        CopyTo(host);
        host.Dance = Dance with { RequireAntiForgery = !Allow.HasFlag(Insecure.CrossSiteLogins) };
        host.CurrentUser ??= _ => requests.HttpContext is { } request ? User(request) : OAuthUser.Unknown;
    }

    private static string? Read(IConfiguration? configuration, string key) =>
        string.IsNullOrWhiteSpace(configuration?[key]) ? null : configuration[key];

    private static bool IsBaseAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Scheme is "https" or "http"
        && url.Query.Length + url.Fragment.Length + url.UserInfo.Length == 0
        && text.Trim() == text;

    private static OAuthUser ReadUser(HttpContext context)
    {
        if (context.User is not { Identity.IsAuthenticated: true } user)
            return OAuthUser.Unknown;
        var id = user.FindFirstValue(ClaimTypes.NameIdentifier);
        return string.IsNullOrWhiteSpace(id) ? OAuthUser.Unknown : id;
    }

    private async ValueTask SignInWithCookieAsync(HttpContext context, OAuthOutcome outcome)
    {
        // A user who is logged in already keeps the claims that the application added.
        if (User(context) == outcome.User)
            return;
        var schemes = context.RequestServices.GetService<IAuthenticationSchemeProvider>();
        var scheme = schemes is null ? null : await schemes.GetDefaultAuthenticateSchemeAsync();
        if (scheme is null || !IsCookieScheme(scheme))
        {
            WebLog.NoUserSignedIn(context.RequestServices);
            return;
        }
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, outcome.User.Id)], scheme.Name);
        await context.SignInAsync(scheme.Name, new ClaimsPrincipal(identity));
    }

    // Other schemes may write a bearer token into the response.
    internal static bool IsCookieScheme(AuthenticationScheme scheme) =>
        typeof(CookieAuthenticationHandler).IsAssignableFrom(scheme.HandlerType)
        || scheme.HandlerType == typeof(PolicySchemeHandler);
}
