using Signals;

namespace OAuthClient;

/// <summary>
/// The four signals as one dance sends them: who connects here hears that dance and no other. For those of all dances, see
/// <see cref="OAuthSignals"/> and <see cref="DanceSignals"/>. Immutable and thread-safe.
/// </summary>
public sealed class OwnSignals
{
    internal OwnSignals(OAuthDance dance, DanceSignals all)
    {
        Registry = all.Registry;
        (BeforeLogin, Authorized, Error, TokenRefreshed) = (all.BeforeLogin.From(dance), all.Authorized.From(dance), all.Error.From(dance), all.TokenRefreshed.From(dance));
    }

    /// <inheritdoc cref="DanceSignals.Registry"/>
    public SignalRegistry Registry { get; }

    /// <inheritdoc cref="DanceSignals.BeforeLogin"/>
    public Connectable<OAuthDance, BeforeLoginArgs, OAuthAnswer> BeforeLogin { get; }

    /// <inheritdoc cref="DanceSignals.Authorized"/>
    public Connectable<OAuthDance, AuthorizedArgs, OAuthAnswer> Authorized { get; }

    /// <inheritdoc cref="DanceSignals.Error"/>
    public Connectable<OAuthDance, OAuthErrorArgs, OAuthAnswer> Error { get; }

    /// <inheritdoc cref="DanceSignals.TokenRefreshed"/>
    public Connectable<OAuthDance, TokenRefreshedArgs> TokenRefreshed { get; }
}
