using OAuthClient;
using OAuthClient.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Finds the dances of a host.</summary>
public static class OAuthServiceProviderExtensions
{
    /// <summary>
    /// Finds a dance of the host, to connect receivers to its signals, or to ask for a user's session.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The provider's name.</param>
    /// <returns>The dance.</returns>
    /// <exception cref="InvalidOperationException">
    /// There is no such dance, it cannot be made, or its provider has not been discovered yet; the message says what to
    /// write.
    /// </exception>
    public static OAuthDance GetOAuthDance(this IServiceProvider services, string name)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(name);
        return services.GetKeyedService<OAuthDance>(name) ?? throw CreateMissing(services, name);
    }

    /// <summary>
    /// Finds a dance of the host, and discovers its provider if it was added by an issuer. A dance of another kind is
    /// returned at once.
    /// </summary>
    /// <remarks>Ask each time: what was discovered is cached, and a changed document makes a new dance.</remarks>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The dance.</returns>
    /// <exception cref="OAuthException">The provider cannot be discovered; a later call tries again.</exception>
    /// <exception cref="InvalidOperationException">
    /// There is no such dance, or it cannot be made; the message says what to write.
    /// </exception>
    /// <exception cref="OperationCanceledException">The cancellation token was cancelled.</exception>
    public static ValueTask<OAuthDance> GetOAuthDanceAsync(
        this IServiceProvider services, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(name);
        return services.GetKeyedService<DiscoveredDance>(name) is { } discovered
            ? discovered.GetAsync(cancellationToken)
            : new(services.GetOAuthDance(name));
    }

    private static InvalidOperationException CreateMissing(IServiceProvider services, string name)
    {
        var names = services.GetServices<DanceRegistration>().Select(dance => $"'{dance.Name}'").ToArray();
        var hint = names.Length == 0 ? "There is none at all." : $"There are {string.Join(", ", names)}.";
        return new(
            $"There is no dance '{name}'. {hint} Add it with services.AddOAuthDance(…); its name is the provider's.");
    }
}
