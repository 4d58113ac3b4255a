using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
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
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "MapHub keeps the public methods of its hub.")]
    public void Check(Endpoint endpoint)
    {
        foreach (var name in GateMetadata.NamesOf(endpoint))
            CheckGate(endpoint, name);
        if (endpoint.Metadata.GetMetadata<RequireOAuthAttribute>() is { } attribute)
            CheckAttribute(endpoint, attribute.Name);
        if (FindHandlerClass(endpoint) is { } handlers)
            CheckMembers([handlers], $"Call .RequireOAuth on what {endpoint.DisplayName} was mapped with.");
        if (endpoint.Metadata.GetMetadata<HubMetadata>() is { HubType: var hub })
            CheckMembers(hub.GetMethods(), "Call .RequireOAuth on what MapHub returns.");
        if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            CheckMembers(FindMembers(page, endpoint.Metadata), "Put it on the page model.");
    }

    private void CheckGate(Endpoint endpoint, string name)
    {
        // Throws if there is no such dance.
        _ = OAuthServices.FindGate(services, name);
        if (IsDanceGate(endpoint, name))
        {
            throw new InvalidOperationException(
                $"RequireOAuth(\"{name}\") closes nothing at {endpoint.DisplayName}: a login goes through it. "
                + "Call .RequireAuthorization() there, if users have to be logged in already.");
        }
        if (!endpoint.Metadata.OfType<IDynamicEndpointMetadata>().Any(dynamic => dynamic.IsDynamic))
            return;
        throw new InvalidOperationException(
            $"RequireOAuth(\"{name}\") closes nothing at {endpoint.DisplayName}: routing runs another endpoint in its "
            + $"place. Put [RequireOAuth(\"{name}\")] on the controller or the page model that it leads to.");
    }

    // A group around a dance marks the endpoint first, and may be gated: its gate lets the dance through.
    private static bool IsDanceGate(Endpoint endpoint, string name) =>
        endpoint.Metadata
            .SkipWhile(static metadata => metadata is not DanceEndpointMetadata)
            .Contains(new GateMetadata(name));

    // The class of a minimal API handler; a lambda is in a class that the compiler has made inside of it.
    private static Type? FindHandlerClass(Endpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<ActionDescriptor>() is not null)
            return null;
        var handler = endpoint.Metadata.GetMetadata<MethodInfo>() ?? endpoint.RequestDelegate?.Method;
        var type = handler?.DeclaringType;
        while (type is not null && type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false))
            type = type.DeclaringType;
        return type;
    }

    private void CheckAttribute(Endpoint endpoint, string name)
    {
        _ = OAuthServices.FindGate(services, name);
        if (endpoint.Metadata.GetMetadata<ActionDescriptor>() is not null)
            return;
        throw new InvalidOperationException(
            $"[RequireOAuth(\"{name}\")] closes nothing at {endpoint.DisplayName}: "
            + "it is for controllers, actions and page models. "
            + $"Call .RequireOAuth(\"{name}\") on what the endpoint was mapped with, such as MapGet, MapHub or "
            + "MapRazorComponents.");
    }

    private static void CheckMembers(IEnumerable<MemberInfo> members, string instead)
    {
        if (members.FirstOrDefault(member => member.IsDefined(typeof(RequireOAuthAttribute))) is not { } open)
            return;
        var owner = open.DeclaringType is { } type ? $"{type.Name}." : "";
        throw new InvalidOperationException(
            $"[RequireOAuth] closes nothing at {owner}{open.Name}: it has no effect there. {instead}");
    }

    // The attributes of a page count only where it has no page model.
    private IEnumerable<MemberInfo> FindMembers(PageActionDescriptor page, EndpointMetadataCollection metadata)
    {
        // The page is compiled with the application, or else now: the server must not listen before the check ends.
        var compiled = services.GetRequiredService<PageLoader>().LoadAsync(page, metadata).GetAwaiter().GetResult();
        var handlers = compiled.HandlerMethods.Select(handler => handler.MethodInfo);
        return compiled.HandlerTypeInfo == compiled.PageTypeInfo ? handlers : [.. handlers, compiled.PageTypeInfo];
    }
}
