using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace OAuthClient.AspNetCore;

/// <summary>How a dance stands in the application; every part may be left out but the public address. Set it up at start-up, not later.</summary>
public sealed class OAuthWebOptions
{
    /// <summary>
    /// Where browsers reach the application, such as <c>https://app.example</c>. It is stated and never taken from a request, since whoever sends
    /// a request writes its <c>Host</c>. The default is <c>OAuth:PublicUrl</c> of the configuration.
    /// </summary>
    public string? PublicUrl { get; set; }

    /// <summary>The redirect URI, as registered with the provider. The default is <c>/login/{name}/finish</c> at <see cref="PublicUrl"/>.</summary>
    public string? RedirectUri { get; set; }

    /// <summary>Who is logged in to the application. The default is the claim <see cref="ClaimTypes.NameIdentifier"/> of a user who is authenticated.</summary>
    public Func<HttpContext, OAuthUser> User { get; set; } = static context =>
        context.User is { Identity.IsAuthenticated: true } user && user.FindFirstValue(ClaimTypes.NameIdentifier) is { Length: > 0 } id ? id : OAuthUser.Unknown;

    /// <summary>
    /// Called before an answer to a callback that ended well is sent, and again when the same callback is repeated: the place to sign the user in,
    /// whose browser may not have got the first answer. The default does nothing.
    /// </summary>
    public Func<HttpContext, OAuthOutcome, ValueTask> SignIn { get; set; } = static (_, _) => ValueTask.CompletedTask;

    /// <summary>
    /// What the dance works with. What is not said here is taken from the application's services, where they have it: the stores, the signals, the
    /// clock.
    /// </summary>
    public OAuthDanceOptions Dance { get; set; } = new();

    /// <summary>The safety that is done without: <see cref="Insecure.CrossSiteLogins"/>. The default is none.</summary>
    public Insecure Allow { get; set; }
}
