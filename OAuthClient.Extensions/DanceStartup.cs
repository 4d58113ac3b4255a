using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using OAuthClient.Extensions.Logging;

namespace OAuthClient.Extensions;

/// <summary>
/// Makes all dances before the other parts of the host start, so that a mistake in one shows then and not at the first
/// login.
/// </summary>
internal sealed class DanceStartup(
    IEnumerable<DanceRegistration> dances, IEnumerable<FactoryRegistration> clients, IServiceProvider services)
    : IHostedLifecycleService
{
    public static void AddTo(IServiceCollection services) =>
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, DanceStartup>());

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        var configured = new ConfiguredHost(services.GetService<IConfiguration>(), dances);
        configured.ThrowIfKeyUnknown();
        foreach (var section in configured.UnreadSections)
            DanceLog.SectionUnread(services, section);
        foreach (var dance in dances)
            Check(dance.Name);
        foreach (var client in clients)
            client.Tokens.Check(Check(client.Dance));
        return Task.CompletedTask;
    }

    // An issuer that is down must not keep the host from starting, so none is asked.
    private OAuthDance Check(string dance) => services.GetKeyedService<DiscoveredDance>(dance) is { } discovered
        ? discovered.Check()
        : services.GetOAuthDance(dance);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
