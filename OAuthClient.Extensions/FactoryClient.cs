using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using OAuthClient.OAuth2;

namespace OAuthClient.Extensions;

/// <summary>Completes the options of a factory client, after all of its own settings.</summary>
internal sealed class FactoryClient(IServiceProvider services, FactoryRegistration registration)
{
    private const string UserAgent = "User-Agent";
    private static readonly string Program =
        $"OAuthSignals/{typeof(OAuthDance).Assembly.GetName().Version!.ToString(2)}";

    private readonly DiscoveredDance? _discovered = services.GetKeyedService<DiscoveredDance>(registration.Dance);

    // Null when the dance's provider is discovered: the first call waits for it.
    private readonly OAuthDance? _dance = services.GetKeyedService<DiscoveredDance>(registration.Dance) is null
        ? services.GetOAuthDance(registration.Dance)
        : null;

    private OAuthProvider? Provider => (_dance ?? _discovered?.Current)?.Provider;

    /// <summary>Adds tokens of a dance to the calls of a client.</summary>
    /// <exception cref="InvalidOperationException">
    /// The client has tokens of a dance already, or is the default of all clients.
    /// </exception>
    public static void Add(IHttpClientBuilder builder, string dance, ClientTokens tokens)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(dance);
        // The builder of ConfigureHttpClientDefaults has no name.
        if (builder.Name is null)
        {
            throw new InvalidOperationException(
                "Not all clients can have tokens by default: name one, services.AddHttpClient(\"api\").AddOAuth(…).");
        }
        ThrowIfAdded(builder, dance);
        var registration = new FactoryRegistration(builder.Name, dance, tokens);
        builder.Services.AddSingleton(registration);
        DanceStartup.AddTo(builder.Services);
        builder.Services.AddOptions<HttpClientFactoryOptions>(builder.Name).PostConfigure<IServiceProvider>(
            (options, services) => new FactoryClient(services, registration).Complete(options));
    }

    private static void ThrowIfAdded(IHttpClientBuilder builder, string dance)
    {
        var other = builder.Services.Select(service => service.ImplementationInstance)
            .OfType<FactoryRegistration>()
            .FirstOrDefault(added => added.Client == builder.Name);
        if (other is null)
            return;
        throw new InvalidOperationException(
            $"The client '{builder.Name}' has tokens of '{other.Dance}' already. A client has those of one dance, by one "
            + $"call of AddOAuth or AddOAuthApplication. For '{dance}', add a client of another name.");
    }

    private void Complete(HttpClientFactoryOptions options)
    {
        // A primary handler of the client's own comes later, and replaces this one.
        var host = services.GetRequiredService<IOptionsMonitor<OAuthHostOptions>>().Get(registration.Dance);
        if ((_dance?.Options ?? host.Dance).Http is { } transport)
            options.HttpMessageHandlerBuilderActions.Insert(0, builder => UseTransport(builder, transport));
        options.HttpMessageHandlerBuilderActions.Add(AddHandlers);
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

    private void AddHandlers(HttpMessageHandlerBuilder builder)
    {
        Harden(builder.PrimaryHandler);
        registration.Tokens.AddTo(builder.AdditionalHandlers, registration.Dance, services);
        builder.AdditionalHandlers.Add(_dance is null
            ? new DiscoveredHandler(_discovered!, registration.Tokens.CreateHandler)
            : registration.Tokens.CreateHandler(_dance));
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
