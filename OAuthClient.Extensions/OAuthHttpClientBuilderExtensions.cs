using Microsoft.Extensions.Http;
using OAuthClient;
using OAuthClient.Extensions;
using ClientRegistration = OAuthClient.Extensions.ClientRegistration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets clients of the HTTP client factory call a provider's API with the tokens of users.</summary>
public static class OAuthHttpClientBuilderExtensions
{
    /// <summary>
    /// Attaches tokens of a dance to the client's calls, or signs them: the token of the user whom the call names with
    /// <c>request.ForUser(user)</c>, or else of the current user.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Clients and handlers keep no token: each call reads the store, and refreshes the token when it is due. A call to
    /// an origin that the provider does not name is sent without a token.
    /// </para>
    /// <para>
    /// The primary handler is made to follow no redirects and to keep no cookies, whenever it was configured. By
    /// default it is the dance's own (<see cref="OAuthDanceOptions.Http"/>) if the host gave one. The token is
    /// attached innermost, behind all other handlers of the client. The factory's logs never show the header with the
    /// token.
    /// </para>
    /// </remarks>
    /// <param name="builder">The builder of a named or typed client.</param>
    /// <param name="dance">The name of the dance, which is the provider's.</param>
    /// <param name="user">
    /// Gets the user of a call that names none, for this client. The default is
    /// <see cref="OAuthHostOptions.CurrentUser"/>.
    /// </param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">
    /// The client has tokens of a dance already, or is the default of all clients. A host does not start when there is
    /// no such dance.
    /// </exception>
    public static IHttpClientBuilder AddOAuth(
        this IHttpClientBuilder builder, string dance, Func<IServiceProvider, OAuthUser>? user = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(dance);
        // The builder of ConfigureHttpClientDefaults has no name.
        if (builder.Name is null)
        {
            throw new InvalidOperationException(
                "Not all clients can have tokens by default: name one, services.AddHttpClient(\"api\").AddOAuth(…).");
        }
        FactoryClient.ThrowIfAdded(builder, dance);
        builder.Services.AddSingleton(new ClientRegistration(builder.Name, dance));
        DanceStartup.AddTo(builder.Services);
        builder.Services.AddOptions<HttpClientFactoryOptions>(builder.Name).PostConfigure<IServiceProvider>(
            (options, services) => new FactoryClient(services, dance, user).Complete(options));
        return builder;
    }
}
