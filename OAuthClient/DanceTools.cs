using OAuthClient.Storage;
using Signals;

namespace OAuthClient;

/// <summary>What a dance works with, every default filled in. The one file of the hall that knows the rooms.</summary>
internal sealed class DanceTools
{
    public DanceTools(OAuthDanceOptions options)
    {
        Options = options;
        Tokens = options.Tokens ?? new MemoryTokenStore();
        LastTokens = new(Tokens);
        PendingDances = options.PendingDances ?? new MemoryPendingDanceStore(options.Time);
        Signals = options.Signals is null || options.Signals == SignalRegistry.Default ? DanceSignals.Default : new(options.Signals);
        // A redirect would carry secrets elsewhere, and a cookie one user's session to another. Connections end so that DNS is asked again.
        Http = options.Http ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
    }

    public OAuthDanceOptions Options { get; }

    public ITokenStore Tokens { get; }

    public LastTokens LastTokens { get; }

    public IPendingDanceStore PendingDances { get; }

    public DanceSignals Signals { get; }

    public HttpMessageHandler Http { get; }
}
