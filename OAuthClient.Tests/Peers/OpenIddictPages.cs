using System.Collections.Concurrent;
using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OAuthClient.Tests.Peers;

/// <summary>The parts that OpenIddict leaves to the application: the consent page and the claims of a token.</summary>
internal static class OpenIddictPages
{
    private const string ServerScheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;
    private static readonly ConcurrentQueue<(string? Dance, SeenRequest Request)> SeenRequests = [];

    public static void MapEndpoints(WebApplication app)
    {
        app.Use(RecordRequestAsync);
        // RecordRequestAsync must come first, because the authentication middleware ends some requests. By default, the
        // authentication middleware would come first.
        app.UseAuthentication();
        app.MapGet(
            "/seen", (string dance) => SeenRequests.Where(seen => seen.Dance == dance).Select(seen => seen.Request));
        app.MapGet("/authorize", ShowConsentPage);
        app.MapPost("/authorize", HandleConsent);
        app.MapPost("/token", (Delegate)OpenIddictGrants.IssueTokenAsync);
        app.MapMethods("/verify", ["GET", "POST"], (Delegate)OpenIddictGrants.VerifyAsync);
        app.MapGet("/ended", () => "Go back to your device.");
        app.MapGet("/userinfo", (Delegate)ShowUserInfoAsync);
    }

    private static async Task RecordRequestAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.HasFormContentType)
        {
            var form = await context.Request.ReadFormAsync();
            var scheme = context.Request.Headers.Authorization.FirstOrDefault()?.Split(' ')[0];
            SeenRequests.Enqueue((context.Request.Headers["dance"], new(context.Request.Path, scheme, [.. form.Keys])));
        }
        await next(context);
    }

    private static IResult ShowConsentPage(HttpContext context)
    {
        var fields =
            from field in context.Request.Query
            let name = WebUtility.HtmlEncode(field.Key)
            let value = WebUtility.HtmlEncode(field.Value)
            select $"""<input type="hidden" name="{name}" value="{value}">""";
        var page = $"""
            <!doctype html><title>Log in</title>
            <form method="post">{string.Concat(fields)}
            <input type="text" name="user"> <button name="decision" value="allow">Allow</button>
            <button name="decision" value="deny">Deny</button></form>
            """;
        return TypedResults.Content(page, "text/html");
    }

    private static IResult HandleConsent(HttpContext context)
    {
        var answer = context.Request.Form;
        if (answer["decision"] != "allow")
            return RefuseRequest(Errors.AccessDenied, "The user did not allow it.");
        var request = context.GetOpenIddictServerRequest()!;
        // OpenID Connect Core section 11: a refresh token needs the user's consent.
        var scopes = request.HasPromptValue(PromptValues.Consent)
            ? request.GetScopes()
            : request.GetScopes().Remove(Scopes.OfflineAccess);
        var user = new ClaimsIdentity("peer")
            .SetClaim(Claims.Subject, answer["user"])
            .SetScopes(scopes)
            .SetResources(request.GetResources());
        return TypedResults.SignIn(new(user), authenticationScheme: ServerScheme);
    }

    private static async Task<IResult> ShowUserInfoAsync(HttpContext context)
    {
        var user = await context.AuthenticateAsync(ServerScheme);
        return TypedResults.Json(new { sub = user.Principal!.GetClaim(Claims.Subject) });
    }

    internal static IResult RefuseRequest(string error, string description) => TypedResults.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [ServerScheme]);
}
