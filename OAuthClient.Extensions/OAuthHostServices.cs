using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OAuthClient.Discovery;
using OAuthClient.Presets;

namespace OAuthClient.Extensions;

/// <summary>Adds dances to the services of any host: a worker, a console, a desktop program.</summary>
/// <remarks>A web application uses <c>AddOAuthDance</c> of <c>OAuthClient.AspNetCore</c>, which adds logins.</remarks>
public static class OAuthHostServices
{
    /// <summary>
    /// Adds the dance of one provider as a singleton under the provider's name: <see cref="OAuthDance"/> as a keyed
    /// service, which <c>services.GetOAuthDance(name)</c> finds too.
    /// </summary>
    /// <remarks>
    /// <para>
    /// What the code leaves out comes from the configuration: <c>OAuth:{name}:ClientId</c>, <c>:ClientSecret</c>,
    /// <c>:RedirectUri</c>, <c>:Scopes</c>, <c>:ApiBaseUrl</c>, and the times of <see cref="OAuthDanceOptions"/> by
    /// their names.
    /// </para>
    /// <para>
    /// Stores, signals and clock that the options do not have come from the services: an <see cref="ITokenStore"/> or
    /// <see cref="IPendingDanceStore"/> under the dance's name as the key, or else the one without a key.
    /// </para>
    /// <para>
    /// A host starts only when all its dances can be made. Without a host, the first use of a dance throws.
    /// </para>
    /// <para>
    /// A test changes a dance with <c>services.Configure&lt;OAuthHostOptions&gt;(name, …)</c>.
    /// </para>
    /// </remarks>
    /// <param name="services">The services.</param>
    /// <param name="provider">The provider, such as a preset.</param>
    /// <param name="configure">Changes the options of the dance.</param>
    /// <returns>The services.</returns>
    /// <exception cref="InvalidOperationException">There is a dance of that name already.</exception>
    public static IServiceCollection AddOAuthDance(
        this IServiceCollection services, OAuthProvider provider, Action<OAuthHostOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(provider);
        var name = provider.Name;
        DanceRegistration.Add(services, name);
        DanceStartup.AddTo(services);
        services.AddOptions<OAuthHostOptions>(name)
            .Configure(options => options.Provider = provider)
            .Configure(options => configure?.Invoke(options));
        services.AddKeyedSingleton(name, (application, _) => DanceFactory.Create(application, name));
        return services;
    }

    /// <summary>Adds the dance of a preset, by its name.</summary>
    /// <param name="services">The services.</param>
    /// <param name="preset">The name of the preset, such as <c>github</c>.</param>
    /// <param name="configure">Changes the options of the dance.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">There is no such preset; the message has similar names.</exception>
    /// <exception cref="InvalidOperationException">There is a dance of that name already.</exception>
    public static IServiceCollection AddOAuthDance(
        this IServiceCollection services, string preset, Action<OAuthHostOptions>? configure = null) =>
        services.AddOAuthDance(Providers.Find(preset), configure);

    /// <summary>
    /// Adds a dance whose provider is discovered by its issuer, when the dance is first asked for with
    /// <c>services.GetOAuthDanceAsync(name)</c>.
    /// </summary>
    /// <remarks>
    /// <para>
    /// No request is sent when the host starts, and an issuer that is down keeps no host from starting. A caller that
    /// asks for the dance then gets an <see cref="OAuthException"/>, and a later call tries again. The host does not
    /// start when the issuer, the registration or an option cannot be used.
    /// </para>
    /// <para>
    /// A document of the issuer that has changed makes a new dance, with the same stores and options: connect receivers
    /// to the signals of the process (<see cref="OAuthSignals"/>) and not to those of a dance.
    /// </para>
    /// </remarks>
    /// <param name="services">The services.</param>
    /// <param name="name">The name of the dance, which becomes the provider's.</param>
    /// <param name="issuer">
    /// The issuer, to the letter as the provider writes it; null for <c>OAuth:{name}:Issuer</c> of the configuration.
    /// </param>
    /// <param name="configure">Changes the options of the dance.</param>
    /// <returns>The services.</returns>
    /// <exception cref="InvalidOperationException">There is a dance of that name already.</exception>
    public static IServiceCollection AddOAuthDance(
        this IServiceCollection services, string name, string? issuer, Action<OAuthHostOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        DanceRegistration.Add(services, name);
        DanceStartup.AddTo(services);
        services.TryAddSingleton(application => new OAuthDiscovery(application.GetService<TimeProvider>()));
        services.AddOptions<OAuthHostOptions>(name)
            .Configure(options => options.Issuer = issuer)
            .Configure(options => configure?.Invoke(options));
        services.AddKeyedSingleton(name, (application, _) => new DiscoveredDance(application, name));
        services.AddKeyedTransient(name, (application, _) => FindDiscovered(application, name));
        return services;
    }

    private static OAuthDance FindDiscovered(IServiceProvider services, string name) =>
        services.GetRequiredKeyedService<DiscoveredDance>(name).Current ?? throw new InvalidOperationException(
            $"The provider of the dance '{name}' has not been discovered yet. Write: "
            + $"await services.GetOAuthDanceAsync(\"{name}\")");
}
