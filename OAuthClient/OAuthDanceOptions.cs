using System.Security.Cryptography;
using System.Text.Json.Serialization;
using OAuthClient.Internal;
using Signals;

namespace OAuthClient;

/// <summary>
/// The stores, signals, times and transport of a dance. Every default serves one program on one machine.
/// </summary>
/// <remarks>Immutable.</remarks>
[JsonConverter(typeof(JsonRefusal))]
public sealed record OAuthDanceOptions
{
    // The longest time that a timer can count, in whole days.
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(24);

    /// <summary>The store of tokens.</summary>
    /// <value>The default is a store in memory, one for each dance.</value>
    public ITokenStore? Tokens { get; init; }

    /// <summary>The store of pending dances. Machines that share a store can finish each other's logins.</summary>
    /// <value>The default is a store in memory.</value>
    public IPendingDanceStore? PendingDances { get; init; }

    /// <summary>The signal registry whose signals the dance sends.</summary>
    /// <value>The default is <see cref="SignalRegistry.Default"/>.</value>
    public SignalRegistry? Signals { get; init; }

    /// <summary>The handler that sends the requests of the protocol and the calls of the API.</summary>
    /// <remarks>
    /// The dance does not dispose the handler. A handler of .NET that follows redirects or keeps cookies is refused,
    /// also at the end of a chain of handlers; a handler of another kind is trusted to do neither. Each request of the
    /// protocol uses a connection of its own: the dance copies the settings of a
    /// <see cref="SocketsHttpHandler"/> for them, and asks any other handler with <c>Connection: close</c>.
    /// </remarks>
    /// <value>The default is a handler that follows no redirects and keeps no cookies, one for each dance.</value>
    public HttpMessageHandler? Http { get; init; }

    /// <summary>How long a request to an endpoint of the protocol may take.</summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan EndpointTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a user may take to log in at the provider.</summary>
    /// <value>The default is 15 minutes.</value>
    public TimeSpan LoginLifetime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long the same callback from the same browser gets the same outcome again.</summary>
    /// <value>The default is 60 seconds.</value>
    public TimeSpan ReplayWindow { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long before its expiry a token is refreshed, if it can be refreshed.</summary>
    /// <remarks>
    /// Each machine picks its own time between half of this value and all of it, and never more than a quarter of the
    /// token's lifetime. With zero, a token is refreshed when it has expired.
    /// </remarks>
    /// <value>The default is a minute.</value>
    public TimeSpan RefreshEarly { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Origins besides the application's own, such as <c>https://spa.example</c>, that a login may return to.
    /// </summary>
    /// <value>The default is none: a login returns to the application's own site only.</value>
    public IReadOnlyList<string> ReturnOrigins { get; init; } = [];

    /// <summary>
    /// Whether a login begins only when the host says that its own page asked for it
    /// (<see cref="OAuthBeginOptions.IsAntiForgeryChecked"/>).
    /// </summary>
    /// <value>The default is false.</value>
    public bool RequireAntiForgery { get; init; }

    /// <summary>The clock of the dance.</summary>
    /// <value>The default is the system's clock.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The random number generator for states, verifiers, nonces and browser keys.</summary>
    /// <remarks>
    /// A test may replace the generator, with one that is thread-safe: logins share it. An attacker who can predict its
    /// numbers can log in as other users.
    /// </remarks>
    /// <value>The default is the operating system's generator.</value>
    public RandomNumberGenerator Random { get; init; } = RandomNumberGenerator.Create();

    /// <summary>Shows the options that are set.</summary>
    /// <returns>
    /// For example <c>OAuthDanceOptions { Tokens = MemoryTokenStore, EndpointTimeout = 00:00:10 }</c>.
    /// </returns>
    public override string ToString() => RecordText.Of(this);

    /// <summary>Throws when an option cannot work, before any login.</summary>
    internal void ThrowIfInvalid()
    {
        if (Http is not null)
            TransportCheck.ThrowIfUnsafe(Http, $"{nameof(OAuthDanceOptions)}.{nameof(Http)}");
        foreach (var origin in ReturnOrigins)
            SafeUrl.CheckReturnOrigin(origin);
        ThrowIfOutOfRange(nameof(EndpointTimeout), EndpointTimeout, TimeSpan.FromTicks(1));
        ThrowIfOutOfRange(nameof(LoginLifetime), LoginLifetime, TimeSpan.FromTicks(1));
        ThrowIfOutOfRange(nameof(ReplayWindow), ReplayWindow, TimeSpan.Zero);
        ThrowIfOutOfRange(nameof(RefreshEarly), RefreshEarly, TimeSpan.Zero);
    }

    private static void ThrowIfOutOfRange(string name, TimeSpan time, TimeSpan least)
    {
        if (time >= least && time <= LongestTime)
            return;
        var lowest = least == TimeSpan.Zero ? "zero" : "a moment";
        throw new ArgumentException(
            $"{name} is {time}; it must be {lowest} at least and {LongestTime.TotalDays} days at most.");
    }
}
