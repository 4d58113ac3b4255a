using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;

namespace OAuthClient.AspNetCore;

/// <summary>Marks the endpoints that a login itself goes through: no gate stands in front of them.</summary>
internal sealed class DanceEndpointMetadata;

/// <summary>Lets through who has a token, and sends everybody else to log in.</summary>
internal sealed class WebGate(WebDance web)
{
    private readonly string _attemptCookie = $"oauth-tried-{web.Dance.Provider.Name}";

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata is { } metadata && (metadata.GetMetadata<IAllowAnonymous>() is not null || metadata.GetMetadata<DanceEndpointMetadata>() is not null))
        {
            await next(context);
            return;
        }
        if (!await IsAuthorizedAsync(context))
        {
            await ChallengeAsync(context);
            return;
        }
        if (context.Request.Cookies.ContainsKey(_attemptCookie))
            context.Response.Cookies.Delete(_attemptCookie, AttemptCookieOptions());
        // What is one user's must not be kept for the next.
        if (context.Features.Get<IOutputCacheFeature>() is { Context: var cache })
            cache.AllowCacheStorage = false;
        try
        {
            await next(context);
        }
        catch (Exception failure) when (RequiresThisLogin(context, failure) && !context.Response.HasStarted)
        {
            context.Response.Clear();
            await ChallengeAsync(context);
        }
    }

    private async Task<bool> IsAuthorizedAsync(HttpContext context)
    {
        try
        {
            return web.GetSession(context) is { } session && await session.IsAuthorizedAsync(context.RequestAborted);
        }
        // A new login takes the place of a record that nobody can read.
        catch (DamagedRecordException)
        {
            return false;
        }
    }

    private async Task ChallengeAsync(HttpContext context)
    {
        var isGet = HttpMethods.IsGet(context.Request.Method);
        var here = isGet ? web.Paths.PathOf(context.Request) : web.Paths.StartPage;
        // Once by itself: a login that brings nobody further would go round and round.
        var isFirst = isGet && web.IsUserNavigation(context) && !context.Request.Cookies.ContainsKey(_attemptCookie);
        if (isFirst)
            context.Response.Cookies.Append(_attemptCookie, "1", AttemptCookieOptions());
        var result = isFirst
            ? await web.BeginAsync(context, new() { ReturnUrl = here, IsAntiForgeryChecked = true })
            : web.CreateButtonPage(context, here, StatusCodes.Status401Unauthorized);
        await result.ExecuteAsync(context);
    }

    private CookieOptions AttemptCookieOptions() => new() { HttpOnly = true, IsEssential = true, Secure = web.IsSecure, Path = "/", MaxAge = TimeSpan.FromMinutes(1), SameSite = SameSiteMode.Lax };

    // Another user, or another account, would not be helped by a login of this one.
    private bool RequiresThisLogin(HttpContext context, Exception failure) => failure switch
    {
        AuthorizationRequiredException required => required.Dance == web.Dance && required.Account == TokenKey.DefaultAccount && required.User == web.GetUser(context),
        AggregateException several => several.InnerExceptions.Any(inner => RequiresThisLogin(context, inner)),
        _ => failure.InnerException is { } inner && RequiresThisLogin(context, inner),
    };
}
