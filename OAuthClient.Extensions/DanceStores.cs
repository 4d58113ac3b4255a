using Microsoft.Extensions.DependencyInjection;

namespace OAuthClient.Extensions;

/// <summary>Finds the stores of a dance among the services of the host.</summary>
internal static class DanceStores
{
    /// <summary>A store under the dance's name, or else the one without a key; null when there is neither.</summary>
    /// <exception cref="InvalidOperationException">The store cannot be made; the message says what to do.</exception>
    public static TStore? FindDefault<TStore>(IServiceProvider services, string name) where TStore : class
    {
        // Outside of Development the services would hand out one instance of the scope for ever.
        if (IsScoped<TStore>(services, name))
            throw CreateUnusable<TStore>(name, "it lives in a scope.", null);
        try
        {
            return services.GetKeyedService<TStore>(name) ?? services.GetService<TStore>();
        }
        catch (InvalidOperationException fault)
        {
            throw CreateUnusable<TStore>(name, fault.Message, fault);
        }
    }

    private static bool IsScoped<TStore>(IServiceProvider services, string name) => services
        .GetServices<DanceRegistration>()
        .Any(dance => dance.Name == name && dance.IsScoped(typeof(TStore)));

    private static InvalidOperationException CreateUnusable<TStore>(string name, string problem, Exception? fault) =>
        new(
            $"The {typeof(TStore).Name} of the dance '{name}' cannot be made: {problem} "
            + "A dance lives as long as the host, so register the store as a singleton, and a database for it by a "
            + "factory: services.AddDbContextFactory.",
            fault);

    /// <exception cref="InvalidOperationException">The type is not registered.</exception>
    public static TStore Find<TStore>(IServiceProvider services) => services.GetService<TStore>()
        ?? throw new InvalidOperationException(
            $"There is no {typeof(TStore).Name} among the services: services.AddSingleton<{typeof(TStore).Name}>().");
}
