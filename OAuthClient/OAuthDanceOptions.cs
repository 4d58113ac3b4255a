using System.Security.Cryptography;
using OAuthClient.Internal;
using Signals;

namespace OAuthClient;

/// <summary>
/// The stores, signals, times and transport of a dance. Every default serves one program on one machine.
/// </summary>
/// <remarks>Immutable.</remarks>
public sealed record OAuthDanceOptions
{
    // The longest time that a timer can count, in whole days.
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(24);

    /// <summary>Where tokens live.</summary>
    /// <value>The default keeps them in memory, each dance its own.</value>
    public ITokenStore? Tokens { get; init; }

    /// <summary>Where pending dances wait. Share one store to finish a login on another machine.</summary>
    /// <value>The default keeps them in memory.</value>
    public IPendingDanceStore? PendingDances { get; init; }

    /// <summary>The registry whose signals are sent.</summary>
    /// <value>The default is <see cref="SignalRegistry.Default"/>.</value>
    public SignalRegistry? Signals { get; init; }

    /// <summary>The handler that sends requests, those of the protocol and calls of the API alike.</summary>
    /// <remarks>It is not disposed. See that yours follows no redirects and keeps no cookies.</remarks>
    /// <value>The default is one handler for each dance that does neither.</value>
    public HttpMessageHandler? Http { get; init; }

    /// <summary>How long a request to an endpoint of the protocol may take.</summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan EndpointTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a user may take at the provider.</summary>
    /// <value>The default is 15 minutes.</value>
    public TimeSpan LoginLifetime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long the same callback from the same browser gets the same outcome again.</summary>
    /// <value>The default is 60 seconds.</value>
    public TimeSpan ReplayWindow { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long before its expiry a token is refreshed, where it can be.</summary>
    /// <remarks>
    /// Each machine refreshes at another moment, between half of this time and all of it. It is never more than a
    /// quarter of the token's lifetime. Zero waits for the expiry.
    /// </remarks>
    /// <value>The default is a minute.</value>
    public TimeSpan RefreshEarly { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Other origins, such as <c>https://spa.example</c>, that a login may return to.</summary>
    /// <value>The default is none: the own site only.</value>
    public IReadOnlyList<string> ReturnOrigins { get; init; } = [];

    /// <summary>
    /// Whether a login begins only when the host says that its own page asked for it
    /// (<see cref="OAuthBeginOptions.IsAntiForgeryChecked"/>).
    /// </summary>
    /// <value>The default is false.</value>
    public bool RequireAntiForgery { get; init; }

    /// <summary>The clock.</summary>
    /// <value>The default is the system's.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The source of states, verifiers, nonces and browser keys.</summary>
    /// <remarks>A test may give another. An attacker who can guess it can log in as other users.</remarks>
    /// <value>The default is the operating system's.</value>
    public RandomNumberGenerator Random { get; init; } = RandomNumberGenerator.Create();

    /// <summary>Refuses options that cannot work, before any login.</summary>
    internal void Check()
    {
        foreach (var origin in ReturnOrigins)
            SafeUrl.CheckReturnOrigin(origin);
        CheckTime(nameof(EndpointTimeout), EndpointTimeout, TimeSpan.FromTicks(1));
        CheckTime(nameof(LoginLifetime), LoginLifetime, TimeSpan.FromTicks(1));
        CheckTime(nameof(ReplayWindow), ReplayWindow, TimeSpan.Zero);
        CheckTime(nameof(RefreshEarly), RefreshEarly, TimeSpan.Zero);
    }

    private static void CheckTime(string name, TimeSpan time, TimeSpan least)
    {
        if (time >= least && time <= LongestTime)
            return;
        var lowest = least == TimeSpan.Zero ? "zero" : "a moment";
        throw new ArgumentException(
            $"{name} is {time}; it must be {lowest} at least and {LongestTime.TotalDays} days at most.");
    }
}
