using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace OAuthClient.AspNetCore;

/// <summary>
/// Builds the endpoints when the application starts, so that a dance mapped at the wrong path, or a
/// <see cref="RequireOAuthAttribute"/> without effect, fails then.
/// </summary>
internal sealed class EndpointStartupCheck(EndpointDataSource source) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var endpoint in source.Endpoints.Where(endpoint => !IsAction(endpoint)))
        {
            if (endpoint.Metadata.GetMetadata<RequireOAuthAttribute>() is not { Name: var name })
                continue;
            throw new InvalidOperationException(
                $"[RequireOAuth(\"{name}\")] closes nothing at {endpoint.DisplayName}: "
                + "it is for controllers, actions and page models. "
                + $"Call .RequireOAuth(\"{name}\") on what the endpoint was mapped with.");
        }
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static bool IsAction(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<ActionDescriptor>() is not null;
}
