using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace OAuthClient.AspNetCore;

/// <summary>
/// On a controller, an action or a page model: what <see cref="OAuthEndpoints.RequireOAuth"/> is for an endpoint. Elsewhere, as on a lambda, it closes nothing,
/// and the application does not start.
/// </summary>
/// <param name="name">The provider's name.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequireOAuthAttribute(string name) : Attribute, IAsyncResourceFilter
{
    /// <summary>The provider's name.</summary>
    public string Name => name;

    /// <inheritdoc/>
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        // What the gate has answered itself is left as it is.
        context.Result = new EmptyResult();
        await OAuthServices.FindGate(context.HttpContext.RequestServices, name).InvokeAsync(context.HttpContext, async _ =>
        {
            context.Result = null;
            var done = await next();
            if (done is not { Exception: { } failure, ExceptionHandled: false })
                return;
            // For the gate to see; what it lets go is thrown on.
            done.ExceptionHandled = true;
            ExceptionDispatchInfo.Throw(failure);
        });
    }
}
