using Microsoft.Extensions.DependencyInjection;

namespace OAuthClient.Extensions;

/// <summary>A dance that was added to the services.</summary>
/// <param name="Name">The provider's name.</param>
/// <param name="Services">The services, also those that were registered later.</param>
internal sealed record DanceRegistration(string Name, IServiceCollection Services)
{
    /// <exception cref="InvalidOperationException">There is a dance of that name already.</exception>
    public static void Add(IServiceCollection services, string name)
    {
        // A configuration does not tell upper from lower case.
        var other = services.Select(service => service.ImplementationInstance)
            .OfType<DanceRegistration>()
            .FirstOrDefault(added => added.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (other is not null)
        {
            throw new InvalidOperationException(
                $"There is a dance '{other.Name}' already, by AddOAuthDance or AddOAuthSignals: keep one of the two calls. "
                + "Another provider needs a name of its own, provider with { Name = \"…\" }. To change the dance: "
                + $"services.Configure<OAuthHostOptions>(\"{other.Name}\", options => …).");
        }
        services.AddSingleton(new DanceRegistration(name, services));
    }

    /// <summary>Whether a service lives in a scope, under the dance's name or without a key.</summary>
    public bool IsScoped(Type service) => Services.Any(registered =>
        registered.ServiceType == service
        && registered.Lifetime == ServiceLifetime.Scoped
        && (!registered.IsKeyedService || Name.Equals(registered.ServiceKey)));
}
