using Signals;

[assembly: DeclaresSignals(typeof(OAuthClient.RegistrySignals))]

namespace OAuthClient;

/// <summary>The five signals of the dances that share a signal registry. The sender is the dance.</summary>
/// <remarks>Thread-safe. For the process's default signal registry, see <see cref="OAuthSignals"/>.</remarks>
public sealed class RegistrySignals
{
    /// <summary>Declares the five signals in a signal registry.</summary>
    /// <param name="registry">The signal registry. A test may use its own.</param>
    public RegistrySignals(SignalRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        Registry = registry;
        BeforeLogin = registry.Declare<OAuthDance, BeforeLoginArgs, OAuthAnswer>(
            OAuthSignals.BeforeLoginName, "A user is about to be sent to the provider.");
        Authorized = registry.Declare<OAuthDance, AuthorizedArgs, OAuthAnswer>(
            OAuthSignals.AuthorizedName, "The provider gave a token, and it is not stored yet.");
        Error = registry.Declare<OAuthDance, ErrorArgs, OAuthAnswer>(
            OAuthSignals.ErrorName, "A login went wrong.");
        TokenRefreshed = registry.Declare<OAuthDance, TokenRefreshedArgs>(
            OAuthSignals.TokenRefreshedName, "A new token is stored in the old one's place.");
        Trace = registry.Declare<OAuthDance, TraceArgs>(
            OAuthSignals.TraceName, "A dance did something that a log may want to tell.");
    }

    /// <summary>The signals of the process's default signal registry.</summary>
    public static RegistrySignals Default { get; } = new(SignalRegistry.Default);

    /// <summary>The signal registry, for connecting methods with a <c>[ConnectTo]</c> attribute.</summary>
    public SignalRegistry Registry { get; }

    /// <summary>Sent before a user is sent to the provider.</summary>
    /// <remarks>A response is shown instead of the redirect. <c>false</c> keeps the login from beginning.</remarks>
    public Signal<OAuthDance, BeforeLoginArgs, OAuthAnswer> BeforeLogin { get; }

    /// <summary>Sent when the provider gave a token, before it is stored.</summary>
    /// <remarks>The answers decide whether the token is stored, for which user, and which response is shown.</remarks>
    public Signal<OAuthDance, AuthorizedArgs, OAuthAnswer> Authorized { get; }

    /// <summary>Sent exactly once when a login or a refresh fails.</summary>
    /// <remarks>A response is shown instead of the library's own page.</remarks>
    public Signal<OAuthDance, ErrorArgs, OAuthAnswer> Error { get; }

    /// <summary>Sent when a refresh has stored a new token.</summary>
    /// <remarks>The new token stays stored if a receiver throws; <see cref="Error"/> is sent then.</remarks>
    public Signal<OAuthDance, TokenRefreshedArgs> TokenRefreshed { get; }

    /// <summary>Sent at each event in the life of a login or token, for logs and bug reports.</summary>
    /// <remarks>
    /// It is told and never asked: a receiver that throws or waits changes no login, refresh or call. No event of an
    /// operation that a receiver of this signal begins is told. Without receivers it costs nothing.
    /// </remarks>
    public Signal<OAuthDance, TraceArgs> Trace { get; }
}
