using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCaching;

namespace OAuthClient.AspNetCore;

/// <summary>Runs an endpoint when the current user has a token, and begins a login otherwise.</summary>
internal sealed class WebGate(WebDance web)
{
    private readonly MinuteCookie _attempt = new($"oauth-tried-{web.Dance.Provider.Name}", web.IsSecure);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (IsOpen(context.GetEndpoint()))
        {
            await next(context);
            return;
        }
        PrivateAnswer.KeepFromSharedCaches(context);
        if (!await IsAuthorizedAsync(context))
        {
            await ChallengeAsync(context);
            return;
        }
        // The response cache decides before the headers are sent, and stores no response that sets a cookie.
        if (_attempt.IsIn(context) || context.Features.Get<IResponseCachingFeature>() is not null)
            _attempt.Delete(context);
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

    private static bool IsOpen(Endpoint? endpoint) =>
        endpoint?.Metadata is { } metadata
        && (metadata.GetMetadata<IAllowAnonymous>() is not null
            || metadata.GetMetadata<DanceEndpointMetadata>() is not null);

    private async Task<bool> IsAuthorizedAsync(HttpContext context)
    {
        try
        {
            return web.GetSession(context) is { } session && await session.IsAuthorizedAsync(context.RequestAborted);
        }
        // A new login replaces a record that cannot be read.
        catch (DamagedRecordException)
        {
            return false;
        }
    }

    private async Task ChallengeAsync(HttpContext context)
    {
        var isGet = HttpMethods.IsGet(context.Request.Method);
        var returnUrl = isGet ? web.Paths.PathOf(context.Request) : web.Paths.StartPage;
        // The redirect happens once without a click: a login that gives no usable token would loop forever.
        var isFirst = isGet && web.IsUserNavigation(context) && !_attempt.IsIn(context);
        if (isFirst)
            _attempt.Write(context);
        var result = isFirst
            ? await web.BeginAsync(context, new() { ReturnUrl = returnUrl, IsAntiForgeryChecked = true })
            : web.CreateButtonPage(context, returnUrl, StatusCodes.Status401Unauthorized);
        await result.ExecuteAsync(context);
    }

    // A login here gives a token to the current user's default account, and to no other user or account.
    private bool RequiresThisLogin(HttpContext context, Exception failure) => failure switch
    {
        AuthorizationRequiredException required =>
            required.Dance == web.Dance
            && required.Account == TokenKey.DefaultAccount
            && required.User == web.GetUser(context),
        AggregateException aggregate => aggregate.InnerExceptions.Any(inner => RequiresThisLogin(context, inner)),
        _ => failure.InnerException is { } inner && RequiresThisLogin(context, inner),
    };
}
