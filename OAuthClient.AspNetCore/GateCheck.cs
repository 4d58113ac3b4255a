using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace OAuthClient.AspNetCore;

/// <summary>Finds endpoints that look closed and are open.</summary>
internal sealed class GateCheck(IServiceProvider services)
{
    /// <exception cref="InvalidOperationException">The endpoint is open; the message says what to do.</exception>
    public async ValueTask CheckAsync(Endpoint endpoint)
    {
        foreach (var name in GateMetadata.NamesOf(endpoint))
            CheckGate(endpoint, name);
        if (endpoint.Metadata.GetMetadata<RequireOAuthAttribute>() is { } attribute)
            CheckAttribute(endpoint, attribute.Name);
        if (endpoint.Metadata.GetMetadata<HubMetadata>() is { HubType: var hub })
            CheckMethods(hub.GetMethods(), ".RequireOAuth on what MapHub returns");
        if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            CheckMethods(await FindHandlersAsync(page, endpoint.Metadata), "[RequireOAuth] on the page model");
    }

    private void CheckGate(Endpoint endpoint, string name)
    {
        // Throws if there is no such dance.
        _ = OAuthServices.FindGate(services, name);
        if (!endpoint.Metadata.OfType<IDynamicEndpointMetadata>().Any(dynamic => dynamic.IsDynamic))
            return;
        throw new InvalidOperationException(
            $"RequireOAuth(\"{name}\") closes nothing at {endpoint.DisplayName}: routing runs another endpoint in its "
            + $"place. Put [RequireOAuth(\"{name}\")] on the controller or the page model that it leads to.");
    }

    private void CheckAttribute(Endpoint endpoint, string name)
    {
        _ = OAuthServices.FindGate(services, name);
        if (endpoint.Metadata.GetMetadata<ActionDescriptor>() is not null)
            return;
        throw new InvalidOperationException(
            $"[RequireOAuth(\"{name}\")] closes nothing at {endpoint.DisplayName}: "
            + "it is for controllers, actions and page models. "
            + $"Call .RequireOAuth(\"{name}\") on what the endpoint was mapped with.");
    }

    private static void CheckMethods(IEnumerable<MethodInfo> methods, string instead)
    {
        if (methods.FirstOrDefault(method => method.IsDefined(typeof(RequireOAuthAttribute))) is not { } open)
            return;
        throw new InvalidOperationException(
            $"[RequireOAuth] closes nothing at {open.DeclaringType?.Name}.{open.Name}: "
            + $"it has no effect on a single method there. Use {instead}.");
    }

    private async ValueTask<IEnumerable<MethodInfo>> FindHandlersAsync(
        PageActionDescriptor page, EndpointMetadataCollection metadata)
    {
        var compiled = await services.GetRequiredService<PageLoader>().LoadAsync(page, metadata);
        return compiled.HandlerMethods.Select(handler => handler.MethodInfo);
    }
}
