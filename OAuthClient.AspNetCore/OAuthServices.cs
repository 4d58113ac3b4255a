using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Signals;

namespace OAuthClient.AspNetCore;

/// <summary>Dances in the services of an application.</summary>
public static class OAuthServices
{
    private const string Section = "OAuth";

    /// <summary>
    /// Adds the dance of one provider, by its name: <see cref="OAuthDance"/> as a keyed singleton, and <see cref="OAuthSession"/> as a keyed scoped
    /// service, that of the user who is logged in. A provider without a client id gets it from the configuration: <c>OAuth:{name}:ClientId</c>
    /// and <c>OAuth:{name}:ClientSecret</c>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="provider">The provider, such as a preset.</param>
    /// <param name="configure">Changes how the dance stands in the application.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddOAuthDance(this IServiceCollection services, OAuthProvider provider, Action<OAuthWebOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(provider);
        // Whoever comes back from a provider comes from another site: without the cookie they would get a new one, and the forms in their other tabs be dead.
        services.AddAntiforgery(static options => options.Cookie.SameSite = SameSiteMode.Lax);
        services.AddDataProtection();
        services.AddHttpContextAccessor();
        services.AddKeyedSingleton(provider.Name, (all, _) => Make(all, provider, configure));
        services.AddKeyedSingleton(provider.Name, (all, _) => all.GetRequiredKeyedService<WebDance>(provider.Name).Dance);
        services.AddKeyedScoped(provider.Name, (all, _) => all.GetRequiredKeyedService<WebDance>(provider.Name).Session(
            all.GetRequiredService<IHttpContextAccessor>().HttpContext ?? throw new InvalidOperationException("There is no request, so nobody is logged in: ask the dance for the session of a user.")));
        return services;
    }

    /// <summary>A dance of the application, to connect receivers to its signals, or to ask for another user's session.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="name">The provider's name.</param>
    /// <returns>The dance.</returns>
    /// <exception cref="InvalidOperationException">None was added by that name.</exception>
    public static OAuthDance GetOAuthDance(this IServiceProvider services, string name) => Find(services, name).Dance;

    internal static WebDance Find(IServiceProvider services, string name) => services.GetKeyedService<WebDance>(name)
        ?? throw new InvalidOperationException($"There is no dance '{name}'. Add it with AddOAuthDance; its name is the provider's.");

    private static WebDance Make(IServiceProvider services, OAuthProvider provider, Action<OAuthWebOptions>? configure)
    {
        var options = new OAuthWebOptions();
        configure?.Invoke(options);
        var configuration = services.GetService<IConfiguration>();
        options.PublicUrl ??= configuration?[$"{Section}:PublicUrl"];
        options.RedirectUri ??= options.PublicUrl is { Length: > 0 } url
            ? $"{url.TrimEnd('/')}/login/{provider.Name}/finish"
            : throw new InvalidOperationException("Where do browsers reach this application? Set OAuth:PublicUrl in the configuration (OAuth__PublicUrl in the environment), or PublicUrl of AddOAuthDance, such as https://app.example.");
        if (provider.ClientId.Length == 0 && configuration?.GetSection(Section).GetSection(provider.Name) is { } registered && registered["ClientId"] is { } id)
            provider = provider with { ClientId = id, ClientSecret = registered["ClientSecret"] };
        var given = options.Dance;
        return new(new(provider, options.RedirectUri, given with
        {
            Tokens = given.Tokens ?? services.GetService<ITokenStore>(),
            PendingDances = given.PendingDances ?? services.GetService<IPendingDanceStore>(),
            Signals = given.Signals ?? services.GetService<SignalRegistry>(),
            Time = given.Time == TimeProvider.System ? services.GetService<TimeProvider>() ?? given.Time : given.Time,
            RequireAntiForgery = !options.Allow.HasFlag(Insecure.CrossSiteLogins),
        }), options, services.GetRequiredService<IAntiforgery>(), services.GetRequiredService<IDataProtectionProvider>());
    }
}
