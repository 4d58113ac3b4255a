using Signals;

namespace OAuthClient.Internal;

/// <summary>The stores, signals, transport and options of a dance, every default filled in.</summary>
internal sealed class DanceDependencies
{
    public DanceDependencies(OAuthDanceOptions options, OAuthProvider provider)
    {
        Options = options;
        Deadline = new(options);
        Keys = new(provider);
        var tokens = options.Tokens ?? DanceDefaults.CreateTokenStore();
        HostTokens = new AdoptingTokenStore(new BoundedTokenStore(tokens, Deadline), Keys);
        Tokens = new FaultTranslatingTokenStore(HostTokens);
        HostPendingDances = options.PendingDances ?? DanceDefaults.CreatePendingDanceStore(options.Time);
        PendingDances = new FaultTranslatingPendingDanceStore(
            new BoundedPendingDanceStore(HostPendingDances, Deadline));
        Signals = options.Signals is null || options.Signals == SignalRegistry.Default
            ? RegistrySignals.Default
            : new(options.Signals);
        Trace = new(provider, Signals.Trace, options.Time);
        Http = provider.IsGuarded
            ? GuardedHandler.Choose(
                options.Http, provider.Allow, $"{nameof(OAuthDanceOptions)}.{nameof(OAuthDanceOptions.Http)}")
            : options.Http ?? DanceDefaults.CreateHttpHandler();
        ProtocolHttp = UnpooledHandler.Of(Http);
    }

    public OAuthDanceOptions Options { get; }

    /// <summary>The deadline of each wait for a class of the host.</summary>
    public HostDeadline Deadline { get; }

    /// <summary>The keys of the provider's tokens.</summary>
    public TokenKeys Keys { get; }

    /// <summary>
    /// The host's token store, each call of which has a deadline. Its exceptions are passed on unchanged.
    /// </summary>
    public ITokenStore HostTokens { get; }

    /// <summary>
    /// The host's token store, whose exceptions are translated to a <see cref="HostFailureException"/>.
    /// </summary>
    public ITokenStore Tokens { get; }

    /// <summary>
    /// The host's pending-dance store. Dances with the same store object share their claims of redirect URIs.
    /// </summary>
    public IPendingDanceStore HostPendingDances { get; }

    /// <summary>
    /// The host's pending-dance store, whose exceptions are translated to a <see cref="HostFailureException"/>.
    /// </summary>
    public IPendingDanceStore PendingDances { get; }

    public RegistrySignals Signals { get; }

    /// <summary>Tells meters and receivers of <c>oauth_trace</c> what the dance does.</summary>
    public DanceTrace Trace { get; }

    /// <summary>The handler of API calls, which share connections.</summary>
    public HttpMessageHandler Http { get; }

    /// <summary>The handler of the protocol's requests, which share no connection where that can be seen to.</summary>
    public HttpMessageHandler ProtocolHttp { get; }
}
