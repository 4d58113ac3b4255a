using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OAuthClient.Extensions;
using OAuthClient.Presets;

namespace OAuthClient.AspNetCore;

/// <summary>Adds dances to the services of an application, and finds them there.</summary>
public static class OAuthServices
{
    private const string ConfigurationSection = "OAuth";

    // A browser coming back from a provider sends no Strict cookie, so it would get a new anti-forgery cookie, and the
    // forms in its other tabs would be refused.
    private static readonly ServiceDescriptor LaxAntiforgery =
        ServiceDescriptor.Singleton<IConfigureOptions<AntiforgeryOptions>>(
            new ConfigureOptions<AntiforgeryOptions>(static options => options.Cookie.SameSite = SameSiteMode.Lax));

    /// <summary>
    /// Adds the dance of one provider, with logins, under the provider's name: <see cref="OAuthDance"/> as a keyed
    /// singleton, and <see cref="OAuthSession"/>, that of the user who is logged in, as a keyed scoped service.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The dance is added as by <see cref="OAuthHostServices"/>: what the code leaves out comes from the configuration
    /// and the services, and a mistake keeps the application from starting.
    /// </para>
    /// <para>The anti-forgery cookie becomes <c>SameSite=Lax</c>, unless the application sets it otherwise.</para>
    /// </remarks>
    /// <param name="services">The services.</param>
    /// <param name="provider">The provider, such as a preset.</param>
    /// <param name="configure">Changes the options of the dance.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">The provider's name cannot be part of an address.</exception>
    /// <exception cref="InvalidOperationException">There is a dance of that name already.</exception>
    public static IServiceCollection AddOAuthDance(
        this IServiceCollection services, OAuthProvider provider, Action<OAuthWebOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(provider);
        CheckName(provider.Name);
        OAuthHostServices.AddOAuthDance(services, provider);
        return services.AddLogins(provider.Name, configure);
    }

    /// <summary>
    /// Adds a dance with logins whose provider is discovered by its issuer, when a request first needs it.
    /// </summary>
    /// <remarks>
    /// <para>
    /// No request is sent when the application starts, and an issuer that is down keeps no application from starting.
    /// Requests to the endpoints of the dance, and to those with <c>RequireOAuth</c>, are then answered with a page and
    /// the status 502, or 503 where the issuer asks to wait. The log has a warning, and later requests try again.
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
    /// <exception cref="ArgumentException">The name cannot be part of an address.</exception>
    /// <exception cref="InvalidOperationException">There is a dance of that name already.</exception>
    public static IServiceCollection AddOAuthDance(
        this IServiceCollection services, string name, string? issuer, Action<OAuthWebOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        CheckName(name);
        OAuthHostServices.AddOAuthDance(services, name, issuer);
        return services.AddLogins(name, configure);
    }

    private static IServiceCollection AddLogins(
        this IServiceCollection services, string name, Action<OAuthWebOptions>? configure)
    {
        // This runs first, so that the application's own choice comes later and wins.
        if (!services.Contains(LaxAntiforgery))
            services.Insert(0, LaxAntiforgery);
        services.AddAntiforgery();
        services.AddDataProtection();
        services.AddHttpContextAccessor();
        services.TryAddSingleton<IRequestServices, HttpRequestServices>();
        services.AddRouting();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, EndpointStartupCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, GatePolicy>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, PrivateAnswerPolicy>());
        services.AddOptions<OAuthWebOptions>(name)
            .Configure(options => configure?.Invoke(options))
            .PostConfigure<IServiceProvider>((options, application) => options.CompleteAddresses(
                name, application.GetService<IConfiguration>()?.GetSection(ConfigurationSection)));
        services.AddOptions<OAuthHostOptions>(name)
            .Configure<IOptionsMonitor<OAuthWebOptions>, IHttpContextAccessor>(
                (options, web, requests) => web.Get(name).CopyTo(options, requests));
        services.AddKeyedSingleton(name, (application, _) => CreateDance(application, name));
        services.AddKeyedSingleton(name, (application, _) => new WebGate(Find(application, name)));
        services.AddKeyedScoped(name, (scope, _) => GetCurrentSession(scope, name));
        return services;
    }

    /// <summary>Adds the dance of a preset, with logins, by its name.</summary>
    /// <param name="services">The services.</param>
    /// <param name="preset">The name of the preset, such as <c>github</c>.</param>
    /// <param name="configure">Changes the options of the dance.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">There is no such preset; the message has similar names.</exception>
    /// <exception cref="InvalidOperationException">There is a dance of that name already.</exception>
    public static IServiceCollection AddOAuthDance(
        this IServiceCollection services, string preset, Action<OAuthWebOptions>? configure = null) =>
        services.AddOAuthDance(Providers.Find(preset), configure);

    /// <summary>The session of the user who is logged in to the application, for pages that need no login.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">The provider's name.</param>
    /// <returns>
    /// The session; null when no user is logged in. <see cref="OAuthSession.IsAuthorizedAsync"/> says whether it has a
    /// token.
    /// </returns>
    /// <exception cref="InvalidOperationException">There is no such dance.</exception>
    public static OAuthSession? GetOAuthSession(this HttpContext context, string name)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Find(context.RequestServices, name).GetSession(context);
    }

    /// <summary>
    /// The path where a login begins, as browsers see it. A button of your own posts to it, with an anti-forgery token.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="returnUrl">
    /// The address that the user is sent to when the login has ended; null for the application's start page.
    /// </param>
    /// <returns>The path, such as <c>/login/github</c>, or <c>/login/github?returnUrl=%2Fhome</c>.</returns>
    /// <exception cref="InvalidOperationException">There is no such dance, or it is not mapped.</exception>
    public static string GetOAuthLoginPath(this HttpContext context, string name, string? returnUrl = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        var path = Find(context.RequestServices, name).Paths.BeginPath;
        return returnUrl is null ? path : $"{path}?returnUrl={Uri.EscapeDataString(returnUrl)}";
    }

    internal static WebDance Find(IServiceProvider services, string name) =>
        services.GetKeyedService<WebDance>(name) ?? throw DanceMissing(services, name);

    internal static WebGate FindGate(IServiceProvider services, string name) =>
        services.GetKeyedService<WebGate>(name) ?? throw DanceMissing(services, name);

    private static InvalidOperationException DanceMissing(IServiceProvider services, string name)
    {
        // A dance by an issuer is there, though it cannot be made yet.
        var isAdded = services.GetService<IServiceProviderIsKeyedService>()?.IsKeyedService(typeof(OAuthDance), name);
        // The message for a dance that is not there at all has the names of the other dances.
        if (isAdded != true)
            _ = services.GetOAuthDance(name);
        return new(
            $"The dance '{name}' was added without logins: call AddOAuthDance of OAuthClient.AspNetCore, or "
            + "AddAuthentication().AddOAuthSignals, instead of the one of OAuthClient.Extensions. Where both namespaces "
            + "are imported, the compiler may choose the latter: remove 'using OAuthClient.Extensions', or write "
            + "OAuthServices.AddOAuthDance(services, …).");
    }

    private static void CheckName(string name)
    {
        if (name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.'))
            return;
        throw new ArgumentException(
            $"The provider's name '{name}' stands in addresses and cookies here; "
            + "it may have letters, digits, - _ and . only: provider with { Name = \"…\" }.",
            nameof(name));
    }

    private static OAuthSession GetCurrentSession(IServiceProvider services, string name)
    {
        var context = services.GetRequiredService<IHttpContextAccessor>().HttpContext
            ?? throw new InvalidOperationException(
                "There is no request, so no user is logged in: ask the dance for the session of a user.");
        return Find(services, name).GetSession(context) ?? throw new InvalidOperationException(
            $"No user is logged in, so there is no session with '{name}'. "
            + $"Put RequireOAuth(\"{name}\") on the endpoint, or ask context.GetOAuthSession.");
    }

    private static WebDance CreateDance(IServiceProvider services, string name)
    {
        var source = new DanceSource(services, name);
        // A provider that is known makes its dance now, so that a configuration error shows at start-up.
        if (!source.IsDiscovered)
            services.GetRequiredKeyedService<OAuthDance>(name);
        return new(
            source,
            services.GetRequiredService<IOptionsMonitor<OAuthWebOptions>>().Get(name),
            services.GetRequiredService<IAntiforgery>(),
            services.GetRequiredService<IDataProtectionProvider>());
    }
}
