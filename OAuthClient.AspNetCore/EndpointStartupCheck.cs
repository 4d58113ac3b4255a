using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace OAuthClient.AspNetCore;

/// <summary>Has the application build its endpoints as it starts, so that a dance at the wrong place, or a gate that nothing closes, is known then.</summary>
internal sealed class EndpointStartupCheck(EndpointDataSource all) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var endpoint in all.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<ActionDescriptor>() is null))
        {
            if (endpoint.Metadata.GetMetadata<RequireOAuthAttribute>() is { } attribute)
                throw new InvalidOperationException($"[RequireOAuth(\"{attribute.Name}\")] closes nothing at {endpoint.DisplayName}: it is for controllers, actions and page models. Call .RequireOAuth(\"{attribute.Name}\") on what the endpoint was mapped with.");
        }
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
