using Signals;

namespace OAuthClient.Internal;

/// <summary>The stores, signals, transport and options of a dance, every default filled in.</summary>
internal sealed class DanceDependencies
{
    public DanceDependencies(OAuthDanceOptions options)
    {
        Options = options;
        HostTokens = options.Tokens ?? DanceDefaults.Tokens();
        Tokens = new FaultTranslatingTokenStore(HostTokens);
        HostPendingDances = options.PendingDances ?? DanceDefaults.PendingDances(options.Time);
        PendingDances = new FaultTranslatingPendingDanceStore(HostPendingDances);
        Signals = options.Signals is null || options.Signals == SignalRegistry.Default
            ? RegistrySignals.Default
            : new(options.Signals);
        Http = options.Http ?? DanceDefaults.Http();
    }

    public OAuthDanceOptions Options { get; }

    /// <summary>The token store itself, for callers that get its exceptions as they are.</summary>
    public ITokenStore HostTokens { get; }

    /// <summary>The token store, whose exceptions are a <see cref="HostFailureException"/>.</summary>
    public ITokenStore Tokens { get; }

    /// <summary>The store itself: dances share a redirect URI if they share this object.</summary>
    public IPendingDanceStore HostPendingDances { get; }

    /// <summary>The pending-dance store, whose exceptions are a <see cref="HostFailureException"/>.</summary>
    public IPendingDanceStore PendingDances { get; }

    public RegistrySignals Signals { get; }

    public HttpMessageHandler Http { get; }
}
