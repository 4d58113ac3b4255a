using Signals;

namespace OAuthClient;

/// <summary>
/// The five signals of all dances that use the process's default signal registry, and the names of the signals.
/// </summary>
/// <remarks>
/// For one dance, see <see cref="OAuthDance.Signals"/>. For another signal registry, see <see cref="RegistrySignals"/>.
/// </remarks>
public static class OAuthSignals
{
    /// <summary>The name of <see cref="BeforeLogin"/>.</summary>
    public const string BeforeLoginName = "oauth_before_login";

    /// <summary>The name of <see cref="Authorized"/>.</summary>
    public const string AuthorizedName = "oauth_authorized";

    /// <summary>The name of <see cref="TokenRefreshed"/>.</summary>
    public const string TokenRefreshedName = "oauth_token_refreshed";

    /// <summary>The name of <see cref="Error"/>.</summary>
    public const string ErrorName = "oauth_error";

    /// <summary>The name of <see cref="Trace"/>.</summary>
    public const string TraceName = "oauth_trace";

    /// <inheritdoc cref="RegistrySignals.BeforeLogin"/>
    public static Signal<OAuthDance, BeforeLoginArgs, OAuthAnswer> BeforeLogin => RegistrySignals.Default.BeforeLogin;

    /// <inheritdoc cref="RegistrySignals.Authorized"/>
    public static Signal<OAuthDance, AuthorizedArgs, OAuthAnswer> Authorized => RegistrySignals.Default.Authorized;

    /// <inheritdoc cref="RegistrySignals.Error"/>
    public static Signal<OAuthDance, ErrorArgs, OAuthAnswer> Error => RegistrySignals.Default.Error;

    /// <inheritdoc cref="RegistrySignals.TokenRefreshed"/>
    public static Signal<OAuthDance, TokenRefreshedArgs> TokenRefreshed => RegistrySignals.Default.TokenRefreshed;

    /// <inheritdoc cref="RegistrySignals.Trace"/>
    public static Signal<OAuthDance, TraceArgs> Trace => RegistrySignals.Default.Trace;
}
