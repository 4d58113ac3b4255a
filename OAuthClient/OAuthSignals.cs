using Signals;

namespace OAuthClient;

/// <summary>The four signals of all dances that use the process's own registry. See <see cref="DanceSignals"/>.</summary>
public static class OAuthSignals
{
    /// <inheritdoc cref="DanceSignals.BeforeLogin"/>
    public static Signal<OAuthDance, BeforeLoginArgs, OAuthAnswer> BeforeLogin => DanceSignals.Default.BeforeLogin;

    /// <inheritdoc cref="DanceSignals.Authorized"/>
    public static Signal<OAuthDance, AuthorizedArgs, OAuthAnswer> Authorized => DanceSignals.Default.Authorized;

    /// <inheritdoc cref="DanceSignals.Error"/>
    public static Signal<OAuthDance, OAuthErrorArgs, OAuthAnswer> Error => DanceSignals.Default.Error;

    /// <inheritdoc cref="DanceSignals.TokenRefreshed"/>
    public static Signal<OAuthDance, TokenRefreshedArgs> TokenRefreshed => DanceSignals.Default.TokenRefreshed;
}
