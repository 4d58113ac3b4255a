using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OAuthClient.Discovery;
using OAuthClient.OAuth2;
using OAuthClient.Storage;

namespace OAuthClient.Extensions;

/// <summary>
/// A dance whose provider is discovered when the dance is first asked for. Another document of the issuer makes another
/// dance, with the same stores and options. Thread-safe.
/// </summary>
internal sealed class DiscoveredDance
{
    private readonly IServiceProvider _services;
    private readonly OAuthHostOptions _options;
    private readonly ConfiguredDance _configured;
    private readonly OAuthDiscovery _discovery;
    private readonly string _name;
    private readonly string _issuer;
    private readonly Lazy<OAuthDanceOptions> _dance;
    private readonly Lock _gate = new();
    private OAuth2Provider? _found;
    private volatile OAuthDance? _current;

    public DiscoveredDance(IServiceProvider services, string name)
    {
        _services = services;
        _name = name;
        _options = services.GetRequiredService<IOptionsMonitor<OAuthHostOptions>>().Get(name);
        _configured = new(services.GetService<IConfiguration>(), name, isDiscovered: true);
        _issuer = _options.Issuer ?? _configured.Issuer ?? throw new InvalidOperationException(
            $"The dance '{name}' has no issuer. Set {ConfiguredDance.Root}:{name}:Issuer in the configuration, or write "
            + $"services.AddOAuthDance(\"{name}\", issuer: \"https://issuer.example\").");
        _discovery = services.GetRequiredService<OAuthDiscovery>();
        _dance = new(CreateOptions);
    }

    /// <summary>The dance that was made last; null until the provider has been discovered.</summary>
    public OAuthDance? Current => _current;

    /// <summary>Finds a mistake in the issuer, the registration or the options, without a request.</summary>
    /// <returns>A dance with the registration and options, and without the endpoints of the document.</returns>
    /// <exception cref="ArgumentException">A value is missing or unsafe; the message says what to do.</exception>
    /// <exception cref="InvalidOperationException">As above.</exception>
    public OAuthDance Check()
    {
        // A stand-in for the document: each endpoint is at the issuer's own address.
        var issuer = JsonEncodedText.Encode(_issuer);
        var document =
            $$"""{"issuer":"{{issuer}}","authorization_endpoint":"{{issuer}}","token_endpoint":"{{issuer}}"}""";
        var provider = OAuth2Provider.FromMetadata(document, _issuer, _options.Discovery);
        // Claims of redirect URIs go by the store, and the stand-in must make none.
        var pending = new MemoryPendingDanceStore(_dance.Value.Time);
        return DanceFactory.Create(
            Complete(provider), _options, _configured, _dance.Value with { PendingDances = pending });
    }

    /// <summary>
    /// Gets the dance of the issuer's document, as it was read last. While it is read again, the dance at hand is
    /// given: an issuer that hangs stalls no call.
    /// </summary>
    /// <exception cref="OAuthException">The provider has never been discovered, and cannot be.</exception>
    public ValueTask<OAuthDance> GetAsync(CancellationToken cancellationToken)
    {
        var reading = _discovery.DiscoverAsync(_issuer, _options.Discovery, cancellationToken);
        if (reading.IsCompleted || _current is not { } current)
            return AwaitAsync(reading);
        _ = ObserveAsync(reading);
        return new(current);
    }

    private async ValueTask<OAuthDance> AwaitAsync(Task<OAuth2Provider> reading)
    {
        OAuth2Provider found;
        try
        {
            found = await reading.ConfigureAwait(false);
        }
        // An issuer that is down, or whose document has become wrong, does not end a dance that works.
        catch (OAuthException) when (_current is not null)
        {
            return _current;
        }
        lock (_gate)
            return ReferenceEquals(found, _found) ? _current! : Replace(found);
    }

    // The next call finds the result in the cache.
    private static async Task ObserveAsync(Task reading) =>
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private OAuthDance Replace(OAuth2Provider found)
    {
        var dance = DanceFactory.Create(Complete(found), _options, _configured, _dance.Value);
        DanceFactory.ConnectLog(dance, _options, _services);
        _found = found;
        return _current = dance;
    }

    private OAuthProvider Complete(OAuth2Provider found)
    {
        var named = found with { Name = _name };
        return _configured.Complete(_options.CompleteProvider is { } complete ? Complete(named, complete) : named);
    }

    private OAuth2Provider Complete(OAuth2Provider found, Func<OAuth2Provider, OAuth2Provider> complete)
    {
        OAuth2Provider? completed;
        try
        {
            completed = complete(found);
        }
        catch (Exception failure) when (failure is not OAuthException)
        {
            throw new InvalidOperationException(
                $"CompleteProvider of the dance '{_name}' threw {failure.GetType().Name}: {failure.Message}", failure);
        }
        return completed ?? throw new InvalidOperationException(
            $"CompleteProvider of the dance '{_name}' gave null. Return the provider that it was given, or a changed "
            + "one.");
    }

    // A later dance has the stores of the first one.
    private OAuthDanceOptions CreateOptions()
    {
        var options = DanceFactory.CreateOptions(_options, _configured, _services, _name);
        return options with
        {
            Tokens = options.Tokens ?? new MemoryTokenStore(),
            PendingDances = options.PendingDances ?? new MemoryPendingDanceStore(options.Time),
        };
    }
}
