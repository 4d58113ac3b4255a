using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCaching;

namespace OAuthClient.AspNetCore;

/// <summary>Runs an endpoint when the current user has a token, and begins a login otherwise.</summary>
internal sealed class WebGate(WebDance web)
{
    private readonly WebChallenge _challenge = new(web);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (IsOpen(context.GetEndpoint()))
        {
            await next(context);
            return;
        }
        PrivateAnswer.KeepFromSharedCaches(context);
        if (await web.PrepareAsync(context) is { } down)
        {
            await down.ExecuteAsync(context);
            return;
        }
        if (!await IsAuthorizedAsync(context))
        {
            await _challenge.ReturnHereAsync(context, new());
            return;
        }
        // The response cache decides before the headers are sent, and stores no response that sets a cookie.
        if (_challenge.IsAttempted(context) || context.Features.Get<IResponseCachingFeature>() is not null)
            _challenge.ForgetAttempt(context);
        try
        {
            await next(context);
        }
        catch (Exception failure) when (RequiresThisLogin(context, failure) && !context.Response.HasStarted)
        {
            context.Response.Clear();
            await _challenge.ReturnHereAsync(context, new());
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
