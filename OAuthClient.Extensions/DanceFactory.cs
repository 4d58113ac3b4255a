using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OAuthClient.Extensions.Logging;
using Signals;

namespace OAuthClient.Extensions;

/// <summary>Makes a dance of its options, the configuration and the services.</summary>
internal static class DanceFactory
{
    public static OAuthDance Create(IServiceProvider services, string name)
    {
        var options = services.GetRequiredService<IOptionsMonitor<OAuthHostOptions>>().Get(name);
        var configured = new ConfiguredDance(services.GetService<IConfiguration>(), name);
        var provider = configured.Complete(options.Provider ?? throw new InvalidOperationException(
            $"The dance '{name}' has no provider: set Provider of OAuthHostOptions, or leave it as it was."));
        ThrowIfIssuerExpected(options, name);
        var dance = Create(provider, options, configured, CreateOptions(options, configured, services, name));
        ConnectLog(dance, options, services);
        return dance;
    }

    public static OAuthDance Create(
        OAuthProvider provider, OAuthHostOptions options, ConfiguredDance configured, OAuthDanceOptions dance)
    {
        var name = configured.Name;
        if (provider.Name != name)
        {
            throw new InvalidOperationException(
                $"The dance '{name}' has the provider '{provider.Name}': "
                + $"provider with {{ Name = \"{name}\" }}, for the name is part of addresses and keys.");
        }
        return (options.RedirectUri ?? configured.RedirectUri) is { } redirectUri
            ? new(provider, redirectUri, dance)
            : new(provider, dance);
    }

    private static void ThrowIfIssuerExpected(OAuthHostOptions options, string name)
    {
        var unused = options switch
        {
            { Issuer: not null } => nameof(OAuthHostOptions.Issuer),
            { Discovery: not null } => nameof(OAuthHostOptions.Discovery),
            { CompleteProvider: not null } => nameof(OAuthHostOptions.CompleteProvider),
            _ => null,
        };
        if (unused is not null)
        {
            throw new InvalidOperationException(
                $"The dance '{name}' has {unused}, which only a dance with an issuer uses: "
                + $"services.AddOAuthDance(\"{name}\", issuer: \"https://issuer.example\"). Otherwise change the provider "
                + "that the dance is added with.");
        }
    }

    public static void ConnectLog(OAuthDance dance, OAuthHostOptions options, IServiceProvider services) =>
        DanceLog.Connect(dance, options.Log, services);

    /// <summary>Completes the options of a dance by the configuration and the services.</summary>
    public static OAuthDanceOptions CreateOptions(
        OAuthHostOptions options, ConfiguredDance configured, IServiceProvider services, string name)
    {
        var dance = configured.Complete(options.Dance);
        var time = dance.Time == TimeProvider.System ? services.GetService<TimeProvider>() : null;
        return dance with
        {
            Tokens = dance.Tokens
                ?? options.TokenStore?.Invoke(services)
                ?? DanceStores.FindDefault<ITokenStore>(services, name),
            PendingDances = dance.PendingDances
                ?? options.PendingDanceStore?.Invoke(services)
                ?? DanceStores.FindDefault<IPendingDanceStore>(services, name),
            Signals = dance.Signals ?? services.GetService<SignalRegistry>(),
            Time = time ?? dance.Time,
        };
    }
}
