using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace OAuthClient.AspNetCore;

/// <summary>
/// Builds the endpoints when the application starts, so that a dance mapped at the wrong path, or an endpoint that only
/// looks closed, fails then.
/// </summary>
internal sealed class EndpointStartupCheck(EndpointDataSource source, IServiceProvider services)
    : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var check = new GateCheck(services);
        foreach (var endpoint in source.Endpoints)
            await check.CheckAsync(endpoint);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
