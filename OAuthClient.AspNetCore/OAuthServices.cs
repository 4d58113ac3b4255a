using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Signals;

namespace OAuthClient.AspNetCore;

/// <summary>Adds dances to the services of an application, and finds them there.</summary>
public static class OAuthServices
{
    private const string ConfigurationSection = "OAuth";
    private static readonly string[] ConfigurationKeys = ["ClientId", "ClientSecret", "RedirectUri"];

    // A browser coming back from a provider sends no Strict cookie, so it would get a new anti-forgery cookie, and the
    // forms in its other tabs would be refused.
    private static readonly ServiceDescriptor LaxAntiforgery =
        ServiceDescriptor.Singleton<IConfigureOptions<AntiforgeryOptions>>(
            new ConfigureOptions<AntiforgeryOptions>(static options => options.Cookie.SameSite = SameSiteMode.Lax));

    /// <summary>
    /// Adds the dance of one provider under the provider's name: <see cref="OAuthDance"/> as a keyed singleton, and
    /// <see cref="OAuthSession"/>, that of the user who is logged in, as a keyed scoped service.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Parts of the registration that the code leaves out come from the configuration: <c>OAuth:{name}:ClientId</c>,
    /// <c>:ClientSecret</c>, <c>:RedirectUri</c>.
    /// </para>
    /// <para>A dance that is added later under the same name replaces the first.</para>
    /// <para>Failed logins are logged.</para>
    /// <para>The anti-forgery cookie becomes <c>SameSite=Lax</c>, unless the application sets it otherwise.</para>
    /// </remarks>
    /// <param name="services">The services.</param>
    /// <param name="provider">The provider, such as a preset.</param>
    /// <param name="configure">Changes the options of the dance.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">The provider's name cannot be part of an address.</exception>
    public static IServiceCollection AddOAuthDance(
        this IServiceCollection services, OAuthProvider provider, Action<OAuthWebOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(provider);
        CheckName(provider);
        // This runs first, so that the application's own choice comes later and wins.
        if (!services.Contains(LaxAntiforgery))
            services.Insert(0, LaxAntiforgery);
        services.AddAntiforgery();
        services.AddDataProtection();
        services.AddHttpContextAccessor();
        services.AddRouting();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, EndpointStartupCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, GatePolicy>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, PrivateAnswerPolicy>());
        var name = provider.Name;
        services.AddKeyedSingleton(name, (application, _) => CreateDance(application, provider, configure));
        services.AddKeyedSingleton(name, (application, _) => new WebGate(Find(application, name)));
        services.AddKeyedSingleton(name, (application, _) => Find(application, name).Dance);
        services.AddKeyedScoped(name, (scope, _) => GetCurrentSession(scope, name));
        return services;
    }

    /// <summary>
    /// A dance of the application, to connect receivers to its signals, or to ask for another user's session.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="name">The provider's name.</param>
    /// <returns>The dance.</returns>
    /// <exception cref="InvalidOperationException">There is no such dance.</exception>
    public static OAuthDance GetOAuthDance(this IServiceProvider services, string name) => Find(services, name).Dance;

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
        services.GetKeyedService<WebDance>(name) ?? throw DanceMissing(name);

    internal static WebGate FindGate(IServiceProvider services, string name) =>
        services.GetKeyedService<WebGate>(name) ?? throw DanceMissing(name);

    private static InvalidOperationException DanceMissing(string name) =>
        new($"There is no dance '{name}'. Add it with AddOAuthDance; its name is the provider's.");

    private static void CheckName(OAuthProvider provider)
    {
        if (provider.Name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.'))
            return;
        throw new ArgumentException(
            $"The provider's name '{provider.Name}' stands in addresses and cookies here; "
            + "it may have letters, digits, - _ and . only: provider with { Name = \"…\" }.",
            nameof(provider));
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

    private static WebDance CreateDance(
        IServiceProvider services, OAuthProvider provider, Action<OAuthWebOptions>? configure)
    {
        var options = new OAuthWebOptions();
        configure?.Invoke(options);
        var configuration = services.GetService<IConfiguration>()?.GetSection(ConfigurationSection);
        var registration = configuration?.GetSection(provider.Name);
        CheckConfigurationKeys(registration);
        options.RedirectUri ??= registration?["RedirectUri"];
        options.CompleteAddresses(provider.Name, configuration?["PublicUrl"]);
        var registered = provider with
        {
            ClientId = provider.ClientId.Length > 0 ? provider.ClientId : registration?["ClientId"] ?? "",
            ClientSecret = provider.ClientSecret.IsEmpty ? registration?["ClientSecret"] : provider.ClientSecret,
        };
        CheckClientId(registered);
        options.Dance = WithServiceDefaults(options, services);
        var dance = new OAuthDance(registered, options.RedirectUri!, options.Dance);
        WebLog.LogFailures(dance, services);
        return new(
            dance,
            options,
            services.GetRequiredService<IAntiforgery>(),
            services.GetRequiredService<IDataProtectionProvider>());
    }

    private static void CheckClientId(OAuthProvider provider)
    {
        if (!string.IsNullOrWhiteSpace(provider.ClientId))
            return;
        var name = provider.Name;
        throw new InvalidOperationException(
            $"The provider '{name}' has no ClientId. Register your application with {provider.Title}, and set "
            + $"{ConfigurationSection}:{name}:ClientId in the configuration ({ConfigurationSection}__{name}__ClientId "
            + "in the environment) to what it gave you, and ClientSecret beside it.");
    }

    // A misspelled key would leave the client without its secret, and its first login would be refused.
    private static void CheckConfigurationKeys(IConfigurationSection? registration)
    {
        var unknown = registration?.GetChildren()
            .FirstOrDefault(entry => !ConfigurationKeys.Contains(entry.Key, StringComparer.OrdinalIgnoreCase));
        if (unknown is null)
            return;
        var known = string.Join(", ", ConfigurationKeys.Select(key => $"{registration!.Path}:{key}"));
        throw new InvalidOperationException(
            $"The configuration has {unknown.Path}, which is not read. There are {known}.");
    }

    private static OAuthDanceOptions WithServiceDefaults(OAuthWebOptions options, IServiceProvider services)
    {
        var dance = options.Dance;
        var time = dance.Time == TimeProvider.System ? services.GetService<TimeProvider>() : null;
        return dance with
        {
            Tokens = dance.Tokens ?? services.GetService<ITokenStore>(),
            PendingDances = dance.PendingDances ?? services.GetService<IPendingDanceStore>(),
            Signals = dance.Signals ?? services.GetService<SignalRegistry>(),
            Time = time ?? dance.Time,
            RequireAntiForgery = !options.Allow.HasFlag(Insecure.CrossSiteLogins),
        };
    }
}
