using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace OAuthClient.AspNetCore;

/// <summary>
/// Does for a controller, an action or a page model what <see cref="OAuthEndpoints.RequireOAuth"/> does for an
/// endpoint.
/// </summary>
/// <remarks>
/// On a handler of <c>MapGet</c> or its like, on the handler's class, on a hub, a Blazor page, or a method of a hub or
/// a page, it has no effect, and the application does not start.
/// </remarks>
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
        // Keeps MVC from adding to a response that the gate has written.
        context.Result = new EmptyResult();
        var gate = OAuthServices.FindGate(context.HttpContext.RequestServices, name);
        await gate.InvokeAsync(context.HttpContext, async _ =>
        {
            context.Result = null;
            var executed = await next();
            if (executed is not { Exception: { } failure, ExceptionHandled: false })
                return;
            // The gate has to see the exception; the gate rethrows an exception that no login would help.
            executed.ExceptionHandled = true;
            ExceptionDispatchInfo.Throw(failure);
        });
    }
}
