using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Signals;

namespace OAuthClient.AspNetCore;

/// <summary>Dances in the services of an application.</summary>
public static class OAuthServices
{
    private const string ConfigurationSection = "OAuth";
    private static readonly string[] ConfigurationKeys = ["ClientId", "ClientSecret", "RedirectUri"];

    // Whoever comes back from a provider comes from another site: with the usual Strict they would get a new anti-forgery cookie, and the forms in their
    // other tabs be dead.
    private static readonly ServiceDescriptor LaxAntiforgery = ServiceDescriptor.Singleton<IConfigureOptions<AntiforgeryOptions>>(
        new ConfigureOptions<AntiforgeryOptions>(static options => options.Cookie.SameSite = SameSiteMode.Lax));

    /// <summary>
    /// Adds the dance of one provider, by its name: <see cref="OAuthDance"/> as a keyed singleton, and <see cref="OAuthSession"/> as a keyed scoped
    /// service, that of the user who is logged in. What the code does not say of the registration is taken from the configuration:
    /// <c>OAuth:{name}:ClientId</c>, <c>:ClientSecret</c>, <c>:RedirectUri</c>. A dance that is added later under the same name takes the place of the first.
    /// Logins that fail are logged. The anti-forgery cookie becomes <c>SameSite=Lax</c>, unless the application says otherwise.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="provider">The provider, such as a preset.</param>
    /// <param name="configure">Changes how the dance stands in the application.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">The provider's name cannot stand in an address.</exception>
    public static IServiceCollection AddOAuthDance(this IServiceCollection services, OAuthProvider provider, Action<OAuthWebOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(provider);
        if (provider.Name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_' or '.')))
            throw new ArgumentException($"The provider's name '{provider.Name}' stands in addresses and cookies here; it may have letters, digits, - _ and . only: provider with {{ Name = \"…\" }}.", nameof(provider));
        // In front of all, so that the application's own choice comes later and wins.
        if (!services.Contains(LaxAntiforgery))
            services.Insert(0, LaxAntiforgery);
        services.AddAntiforgery();
        services.AddDataProtection();
        services.AddHttpContextAccessor();
        services.AddRouting();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, EndpointStartupCheck>());
        services.AddKeyedSingleton(provider.Name, (all, _) => CreateDance(all, provider, configure));
        services.AddKeyedSingleton(provider.Name, (all, _) => new WebGate(Find(all, provider.Name)));
        services.AddKeyedSingleton(provider.Name, (all, _) => Find(all, provider.Name).Dance);
        services.AddKeyedScoped(provider.Name, (all, _) => GetCurrentSession(all, provider.Name));
        return services;
    }

    /// <summary>A dance of the application, to connect receivers to its signals, or to ask for another user's session.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="name">The provider's name.</param>
    /// <returns>The dance.</returns>
    /// <exception cref="InvalidOperationException">None was added by that name.</exception>
    public static OAuthDance GetOAuthDance(this IServiceProvider services, string name) => Find(services, name).Dance;

    /// <summary>The session of the user who is logged in to the application, for pages that are also for strangers.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">The provider's name.</param>
    /// <returns>The session; null when nobody is logged in. Whether it has a token, <see cref="OAuthSession.IsAuthorizedAsync"/> tells.</returns>
    /// <exception cref="InvalidOperationException">There is no such dance.</exception>
    public static OAuthSession? GetOAuthSession(this HttpContext context, string name)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Find(context.RequestServices, name).GetSession(context);
    }

    /// <summary>Where a login begins, as browsers see it: what a button of your own posts to, with an anti-forgery token.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">The provider's name.</param>
    /// <returns>The path, such as <c>/login/github</c>.</returns>
    /// <exception cref="InvalidOperationException">There is no such dance, or it is not mapped.</exception>
    public static string GetOAuthLoginPath(this HttpContext context, string name)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Find(context.RequestServices, name).Paths.BeginPath;
    }

    internal static WebDance Find(IServiceProvider services, string name) => services.GetKeyedService<WebDance>(name) ?? throw DanceMissing(name);

    internal static WebGate FindGate(IServiceProvider services, string name) => services.GetKeyedService<WebGate>(name) ?? throw DanceMissing(name);

    private static InvalidOperationException DanceMissing(string name) => new($"There is no dance '{name}'. Add it with AddOAuthDance; its name is the provider's.");

    private static OAuthSession GetCurrentSession(IServiceProvider services, string name)
    {
        var context = services.GetRequiredService<IHttpContextAccessor>().HttpContext
            ?? throw new InvalidOperationException("There is no request, so nobody is logged in: ask the dance for the session of a user.");
        return Find(services, name).GetSession(context)
            ?? throw new InvalidOperationException($"Nobody is logged in, so there is no session with '{name}'. Put RequireOAuth(\"{name}\") on the endpoint, or ask context.GetOAuthSession.");
    }

    private static WebDance CreateDance(IServiceProvider services, OAuthProvider provider, Action<OAuthWebOptions>? configure)
    {
        var options = new OAuthWebOptions();
        configure?.Invoke(options);
        var configuration = services.GetService<IConfiguration>()?.GetSection(ConfigurationSection);
        var registered = configuration?.GetSection(provider.Name);
        CheckConfigurationKeys(registered);
        options.RedirectUri ??= registered?["RedirectUri"];
        options.CompleteAddresses(provider.Name, configuration?["PublicUrl"]);
        var dance = new OAuthDance(
            provider with
            {
                ClientId = provider.ClientId.Length > 0 ? provider.ClientId : registered?["ClientId"] ?? "",
                ClientSecret = provider.ClientSecret.IsEmpty ? registered?["ClientSecret"] : provider.ClientSecret,
            },
            options.RedirectUri!,
            WithServiceDefaults(options, services));
        WebLog.LogFailures(dance, services);
        return new(dance, options, services.GetRequiredService<IAntiforgery>(), services.GetRequiredService<IDataProtectionProvider>());
    }

    // A secret that nobody reads makes a client that is refused at its first login.
    private static void CheckConfigurationKeys(IConfigurationSection? registered)
    {
        if (registered?.GetChildren().FirstOrDefault(entry => !ConfigurationKeys.Contains(entry.Key, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw new InvalidOperationException($"The configuration has {unknown.Path}, which nobody reads. There are {string.Join(", ", ConfigurationKeys.Select(key => $"{registered.Path}:{key}"))}.");
    }

    private static OAuthDanceOptions WithServiceDefaults(OAuthWebOptions options, IServiceProvider services) => options.Dance with
    {
        Tokens = options.Dance.Tokens ?? services.GetService<ITokenStore>(),
        PendingDances = options.Dance.PendingDances ?? services.GetService<IPendingDanceStore>(),
        Signals = options.Dance.Signals ?? services.GetService<SignalRegistry>(),
        Time = options.Dance.Time == TimeProvider.System ? services.GetService<TimeProvider>() ?? TimeProvider.System : options.Dance.Time,
        RequireAntiForgery = !options.Allow.HasFlag(Insecure.CrossSiteLogins),
    };
}
