using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OAuthClient;
using OAuthClient.AspNetCore;
using OAuthClient.AspNetCore.Scheme;
using OAuthClient.Presets;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds dances as authentication schemes of an application.</summary>
public static class OAuthAuthenticationBuilderExtensions
{
    /// <summary>
    /// Adds the dance of one provider as an authentication scheme under the provider's name: a challenge begins a
    /// login, and a login signs its user in to a cookie scheme.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The dance is added as by <see cref="OAuthServices"/>, so all that works with a dance works with
    /// this one. <see cref="OAuthEndpoints.MapOAuthDance"/> is not called: the scheme answers at
    /// <c>/login/{name}</c>, and at the path of the redirect URI.
    /// </para>
    /// <para>
    /// A challenge redirects to the provider if the browser says that the user came from the application's own page or
    /// typed the address. Any other request gets a 401, with a page that has a button.
    /// </para>
    /// <para>Tokens are in the token store, and never in the cookie.</para>
    /// </remarks>
    /// <param name="builder">The builder that <c>AddAuthentication</c> returns.</param>
    /// <param name="provider">The provider, such as a preset.</param>
    /// <param name="configure">Says how the scheme learns the user of a login.</param>
    /// <param name="configureDance">Changes the options of the dance.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The provider's name cannot be part of an address.</exception>
    /// <exception cref="InvalidOperationException">There is a dance or a scheme of that name already.</exception>
    public static AuthenticationBuilder AddOAuthSignals(
        this AuthenticationBuilder builder,
        OAuthProvider provider,
        Action<OAuthSchemeOptions>? configure = null,
        Action<OAuthWebOptions>? configureDance = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(provider);
        var name = provider.Name;
        OAuthServices.AddOAuthDance(builder.Services, provider, options =>
        {
            options.SignIn = (context, outcome) => SchemeDance.Find(context, name).SignInAsync(context, outcome);
            configureDance?.Invoke(options);
        });
        builder.Services.AddSingleton(new SchemeRegistration(name));
        builder.Services.AddKeyedSingleton(name, (services, _) => SchemeDance.Create(services, name));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, SchemeStartup>());
        return builder.AddScheme<OAuthSchemeOptions, SchemeHandler>(name, provider.Title, configure);
    }

    /// <summary>Adds the dance of a preset as an authentication scheme, by its name.</summary>
    /// <param name="builder">The builder that <c>AddAuthentication</c> returns.</param>
    /// <param name="preset">The name of the preset, such as <c>github</c>.</param>
    /// <param name="configure">Says how the scheme learns the user of a login.</param>
    /// <param name="configureDance">Changes the options of the dance.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">There is no such preset; the message has similar names.</exception>
    /// <exception cref="InvalidOperationException">There is a dance or a scheme of that name already.</exception>
    public static AuthenticationBuilder AddOAuthSignals(
        this AuthenticationBuilder builder,
        string preset,
        Action<OAuthSchemeOptions>? configure = null,
        Action<OAuthWebOptions>? configureDance = null) =>
        builder.AddOAuthSignals(Providers.Find(preset), configure, configureDance);
}
