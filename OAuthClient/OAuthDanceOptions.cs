using Signals;

namespace OAuthClient;

/// <summary>What a dance works with besides its provider; every default serves one program on one machine. Immutable.</summary>
public sealed record OAuthDanceOptions
{
    // What a timer can count.
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(24);

    /// <summary>Where tokens live. The default keeps them in memory, each dance its own.</summary>
    public ITokenStore? Tokens { get; init; }

    /// <summary>Where pending dances wait. The default keeps them in memory; share one store to finish on another machine.</summary>
    public IPendingDanceStore? PendingDances { get; init; }

    /// <summary>The registry whose signals are sent. The default is <see cref="SignalRegistry.Default"/>.</summary>
    public SignalRegistry? Signals { get; init; }

    /// <summary>What sends requests, protocol and API alike. The default is one handler a dance that follows no redirects and keeps no cookies; see that yours does neither. It is not disposed.</summary>
    public HttpMessageHandler? Http { get; init; }

    /// <summary>How long a request to an endpoint of the protocol may take. The default is 10 seconds.</summary>
    public TimeSpan EndpointTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a user may take at the provider. The default is 15 minutes.</summary>
    public TimeSpan LoginLifetime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long the same callback from the same browser gets the same outcome again. The default is 60 seconds.</summary>
    public TimeSpan ReplayWindow { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long before its end a token is refreshed, where it can be: between half of this and all of it, each machine at another moment, and never
    /// more than a quarter of the token's lifetime. Zero waits for its end. The default is a minute.
    /// </summary>
    public TimeSpan RefreshEarly { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Other origins, such as <c>https://spa.example</c>, that a login may return to. The default is none: the own site only.</summary>
    public IReadOnlyList<string> ReturnOrigins { get; init; } = [];

    /// <summary>Whether a login begins only when the host says that its own page asked for it (<see cref="OAuthBegin.IsAntiForgeryChecked"/>). The default is no.</summary>
    public bool RequireAntiForgery { get; init; }

    /// <summary>The clock. The default is the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The source of randomness. Another than the default is for tests.</summary>
    public OAuthRandom Random { get; init; } = OAuthRandom.Secure;

    /// <summary>Refuses what cannot work, before anybody logs in.</summary>
    internal void Check()
    {
        foreach (var origin in ReturnOrigins)
            SafeUrl.CheckReturnOrigin(origin);
        foreach (var (name, time, least) in new[] { (nameof(EndpointTimeout), EndpointTimeout, 1), (nameof(LoginLifetime), LoginLifetime, 1), (nameof(ReplayWindow), ReplayWindow, 0), (nameof(RefreshEarly), RefreshEarly, 0) })
        {
            if (time.Ticks < least || time > LongestTime)
                throw new ArgumentException($"{name} is {time}; it must be {(least == 0 ? "zero" : "a moment")} at least and {LongestTime.TotalDays} days at most.");
        }
    }
}
