using OAuthClient.Native.Listening;

namespace OAuthClient.Native;

/// <summary>How a native login runs. The defaults serve a command-line program with one user.</summary>
/// <remarks>Immutable.</remarks>
public sealed record NativeLoginOptions
{
    /// <summary>The redirect URI where neither the login nor the dance has one: a free port takes its place.</summary>
    public const string DefaultRedirectUri = "http://127.0.0.1/callback";

    /// <summary>The user to store the token for.</summary>
    /// <value>The default is <see cref="OAuthUser.TheOnlyOne"/>.</value>
    public OAuthUser User { get; init; } = OAuthUser.TheOnlyOne;

    /// <summary>Scopes, parameters, data and services of the login.</summary>
    /// <remarks>
    /// Its <see cref="OAuthBeginOptions.RedirectUri"/> comes before that of the dance and
    /// <see cref="DefaultRedirectUri"/>. A loopback http address without a port gets a free port; with a port, exactly
    /// that port is used. Any other address is not listened on: the person pastes.
    /// </remarks>
    public OAuthBeginOptions Begin { get; init; } = new();

    /// <summary>The ways that may be used.</summary>
    /// <value>The default is <see cref="NativeLoginWays.All"/>.</value>
    public NativeLoginWays Ways { get; init; } = NativeLoginWays.All;

    /// <summary>
    /// A redirect URI at the provider whose page shows a code to paste, registered with the provider. The login offers
    /// it for a browser on another machine.
    /// </summary>
    /// <value>The default is null: the provider has none.</value>
    public string? CodePage { get; init; }

    /// <summary>
    /// How long to wait, by the clock of the dance; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no end.
    /// </summary>
    /// <value>The default is 5 minutes.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Opens the address.</summary>
    /// <value>The default is null: a <see cref="SystemBrowser"/>, where this machine seems to have one.</value>
    public ISystemBrowser? Browser { get; init; }

    /// <summary>Where the person sees what to do, and pastes.</summary>
    /// <value>The default is null: a <see cref="ConsoleTerminal"/> on stderr and stdin.</value>
    public INativeTerminal? Terminal { get; init; }

    internal void ThrowIfInvalid()
    {
        if ((Ways & (NativeLoginWays.Loopback | NativeLoginWays.Paste | NativeLoginWays.Device)) == 0)
        {
            throw new ArgumentException(
                "Ways has none of Loopback, Paste and Device, so no login could end. Add one.", nameof(Ways));
        }
        if (Timeout <= TimeSpan.Zero && Timeout != System.Threading.Timeout.InfiniteTimeSpan)
            throw new ArgumentException("Timeout must be more than nothing, or InfiniteTimeSpan.", nameof(Timeout));
        ArgumentNullException.ThrowIfNull(Begin);
        if (CodePage is not null && RedirectAddress.TryParse(CodePage) is not null)
        {
            throw new ArgumentException(
                "CodePage is an address of this machine, which shows no code. It is a page of the provider.",
                nameof(CodePage));
        }
    }
}
