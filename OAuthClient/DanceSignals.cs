using Signals;

[assembly: DeclaresSignals(typeof(OAuthClient.DanceSignals))]

namespace OAuthClient;

/// <summary>The four signals of a dance, in one registry. The sender is the dance. Thread-safe.</summary>
public sealed class DanceSignals
{
    /// <summary>The name of <see cref="BeforeLogin"/>.</summary>
    public const string BeforeLoginName = "oauth_before_login";

    /// <summary>The name of <see cref="Authorized"/>.</summary>
    public const string AuthorizedName = "oauth_authorized";

    /// <summary>The name of <see cref="TokenRefreshed"/>.</summary>
    public const string TokenRefreshedName = "oauth_token_refreshed";

    /// <summary>The name of <see cref="Error"/>.</summary>
    public const string ErrorName = "oauth_error";

    /// <summary>
    /// Declares the four signals in a registry; for the process's own, see <see cref="OAuthSignals"/>.
    /// </summary>
    /// <param name="registry">The registry; a test has one of its own.</param>
    public DanceSignals(SignalRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        Registry = registry;
        BeforeLogin = registry.Declare<OAuthDance, BeforeLoginArgs, OAuthAnswer>(
            BeforeLoginName, "Somebody is about to be sent to the provider.");
        Authorized = registry.Declare<OAuthDance, AuthorizedArgs, OAuthAnswer>(
            AuthorizedName, "The provider gave a token, and it is not stored yet.");
        Error = registry.Declare<OAuthDance, OAuthErrorArgs, OAuthAnswer>(ErrorName, "A login went wrong.");
        TokenRefreshed = registry.Declare<OAuthDance, TokenRefreshedArgs>(
            TokenRefreshedName, "A new token is stored in the old one's place.");
    }

    /// <summary>The signals of the process's own registry.</summary>
    public static DanceSignals Default { get; } = new(SignalRegistry.Default);

    /// <summary>The registry, to connect <c>[ConnectTo]</c> methods with.</summary>
    public SignalRegistry Registry { get; }

    /// <summary>
    /// Sent before a user is sent to the provider.
    /// A response is shown instead; <c>false</c> keeps the dance from beginning.
    /// </summary>
    public Signal<OAuthDance, BeforeLoginArgs, OAuthAnswer> BeforeLogin { get; }

    /// <summary>
    /// Sent when the provider gave a token, before it is stored.
    /// The answers decide whether it is, for which user, and what is shown.
    /// </summary>
    public Signal<OAuthDance, AuthorizedArgs, OAuthAnswer> Authorized { get; }

    /// <summary>
    /// Sent exactly once when a login goes wrong, for whatever cause, or ends because the provider no longer refreshes it.
    /// A response is shown instead of ours.
    /// </summary>
    public Signal<OAuthDance, OAuthErrorArgs, OAuthAnswer> Error { get; }

    /// <summary>
    /// Sent when a refresh brought a new token, once it is stored.
    /// What a receiver throws changes nothing about that, and is told in <see cref="Error"/>.
    /// </summary>
    public Signal<OAuthDance, TokenRefreshedArgs> TokenRefreshed { get; }
}
