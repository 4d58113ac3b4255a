using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using OAuthClient.Http;
using OAuthClient.OAuth2;

namespace OAuthClient.Extensions;

/// <summary>Completes the options of a factory client, after all of its own settings.</summary>
internal sealed class FactoryClient(IServiceProvider services, string name, Func<IServiceProvider, OAuthUser>? user)
{
    private const string UserAgent = "User-Agent";
    private static readonly string Program =
        $"OAuthSignals/{typeof(OAuthDance).Assembly.GetName().Version!.ToString(2)}";

    private readonly Func<IServiceProvider, OAuthUser>? _user =
        user ?? services.GetRequiredService<IOptionsMonitor<OAuthHostOptions>>().Get(name).CurrentUser;

    // Null when the dance's provider is discovered: the first call waits for it.
    private readonly OAuthDance? _dance =
        services.GetKeyedService<DiscoveredDance>(name) is null ? services.GetOAuthDance(name) : null;

    private OAuthProvider? Provider =>
        (_dance ?? services.GetRequiredKeyedService<DiscoveredDance>(name).Current)?.Provider;

    /// <exception cref="InvalidOperationException">The client has tokens of a dance already.</exception>
    public static void ThrowIfAdded(IHttpClientBuilder builder, string dance)
    {
        var other = builder.Services.Select(service => service.ImplementationInstance)
            .OfType<ClientRegistration>()
            .FirstOrDefault(added => added.Client == builder.Name);
        if (other is null)
            return;
        throw new InvalidOperationException(
            $"The client '{builder.Name}' has tokens of '{other.Dance}' already. A client has those of one dance, by one "
            + $"call of AddOAuth. For '{dance}', add a client of another name.");
    }

    public void Complete(HttpClientFactoryOptions options)
    {
        // A primary handler of the client's own comes later, and replaces this one.
        var host = services.GetRequiredService<IOptionsMonitor<OAuthHostOptions>>().Get(name);
        if ((_dance?.Options ?? host.Dance).Http is { } transport)
            options.HttpMessageHandlerBuilderActions.Insert(0, builder => UseTransport(builder, transport));
        options.HttpMessageHandlerBuilderActions.Add(AddHandler);
        options.HttpClientActions.Add(AddUserAgent);
        var redacts = options.ShouldRedactHeaderValue;
        options.ShouldRedactHeaderValue = header => IsSecret(header) || redacts(header);
    }

    private static void UseTransport(HttpMessageHandlerBuilder builder, HttpMessageHandler transport) =>
        builder.PrimaryHandler = new SharedHandler(transport);

    // Some APIs, such as GitHub's, refuse a call without it.
    private void AddUserAgent(HttpClient client)
    {
        var headers = client.DefaultRequestHeaders.NonValidated;
        if (!headers.Contains(UserAgent) && Provider?.ApiHeaders.Keys.Any(IsUserAgent) != true)
            client.DefaultRequestHeaders.TryAddWithoutValidation(UserAgent, Program);
    }

    private static bool IsUserAgent(string header) => header.Equals(UserAgent, StringComparison.OrdinalIgnoreCase);

    private void AddHandler(HttpMessageHandlerBuilder builder)
    {
        Harden(builder.PrimaryHandler);
        var current = _user is { } user ? new CurrentUser(services, user) : null;
        // The first handler is the outermost, and the last one the innermost.
        builder.AdditionalHandlers.Insert(0, new CurrentUserHandler(name, current));
        builder.AdditionalHandlers.Add(_dance is null
            ? new DiscoveredHandler(services.GetRequiredKeyedService<DiscoveredDance>(name))
            : new OAuthHandler(_dance));
    }

    // A redirect would carry secrets to another host, and a cookie would carry one user's session to another.
    private static void Harden(HttpMessageHandler primary)
    {
        switch (primary)
        {
            case SocketsHttpHandler sockets:
                sockets.AllowAutoRedirect = false;
                sockets.UseCookies = false;
                break;
            case HttpClientHandler client:
                client.AllowAutoRedirect = false;
                client.UseCookies = false;
                break;
        }
    }

    private bool IsSecret(string header) =>
        header.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
        || (Provider is OAuth2Provider { Quirks.TokenHeader: { } own }
            && header.Equals(own, StringComparison.OrdinalIgnoreCase));

    /// <summary>The dance's handler, which the factory must not dispose when it rotates its own.</summary>
    private sealed class SharedHandler(HttpMessageHandler transport) : DelegatingHandler(transport)
    {
        protected override void Dispose(bool disposing) => base.Dispose(disposing: false);
    }
}
