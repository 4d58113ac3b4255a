using OAuthClient;
using OAuthClient.Extensions;
using OAuthClient.Http;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Creates clients of the HTTP client factory that call a provider's API for one user.</summary>
public static class OAuthHttpClientFactoryExtensions
{
    /// <summary>
    /// Creates a client whose calls get the token of one user, for code that makes its requests itself, such as
    /// <c>GetFromJsonAsync</c> or a generated client.
    /// </summary>
    /// <remarks>
    /// It shares handlers and connections with all clients of that name, and keeps no token. Create it when it is
    /// needed, as any client of the factory.
    /// </remarks>
    /// <param name="factory">The factory of the host.</param>
    /// <param name="name">The name of a client with <c>AddOAuth</c>.</param>
    /// <param name="user">The user; not <see cref="OAuthUser.Unknown"/>.</param>
    /// <param name="account">The user's account at the provider; by default the user's only account.</param>
    /// <returns>The client, with the settings of the named one.</returns>
    /// <exception cref="ArgumentException">The user is <see cref="OAuthUser.Unknown"/>.</exception>
    /// <exception cref="InvalidOperationException">
    /// The client of that name has no <c>AddOAuth</c>, or has <c>AddOAuthApplication</c>.
    /// </exception>
    /// <exception cref="NotSupportedException">The factory is not .NET's own and shares no handlers.</exception>
    public static HttpClient CreateClient(
        this IHttpClientFactory factory, string name, OAuthUser user, string account = TokenKey.DefaultAccount)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(name);
        if (!user.IsKnown)
            throw new ArgumentException("A client needs a user whose token its calls get.", nameof(user));
        if (factory is not IHttpMessageHandlerFactory handlers)
        {
            throw new NotSupportedException(
                $"{factory.GetType().Name} gives no handler to share. Name the user in each request: ForUser(user).");
        }
        var shared = handlers.CreateHandler(name);
        ThrowIfWithoutTokens(shared, name);
        var configured = factory.CreateClient(name);
        var client = new HttpClient(new UserHandler(shared, user, account), disposeHandler: false)
        {
            BaseAddress = configured.BaseAddress,
            DefaultRequestVersion = configured.DefaultRequestVersion,
            DefaultVersionPolicy = configured.DefaultVersionPolicy,
            MaxResponseContentBufferSize = configured.MaxResponseContentBufferSize,
            Timeout = configured.Timeout,
        };
        foreach (var (header, values) in configured.DefaultRequestHeaders.NonValidated)
            client.DefaultRequestHeaders.TryAddWithoutValidation(header, values);
        return client;
    }

    // The factory makes a client of any name, also of one that is mistyped.
    private static void ThrowIfWithoutTokens(HttpMessageHandler shared, string name)
    {
        HttpMessageHandler? handler = shared;
        while (handler is DelegatingHandler outer and not (OAuthHandler or DiscoveredHandler or ApplicationHandler))
            handler = outer.InnerHandler;
        if (handler is ApplicationHandler)
        {
            throw new InvalidOperationException(
                $"The calls of the client '{name}' have the program's own token, and none of a user: "
                + $"factory.CreateClient(\"{name}\"). For users, add a client of another name with AddOAuth.");
        }
        if (handler is OAuthHandler or DiscoveredHandler)
            return;
        throw new InvalidOperationException(
            $"The client '{name}' has no tokens: services.AddHttpClient(\"{name}\").AddOAuth(…).");
    }
}
