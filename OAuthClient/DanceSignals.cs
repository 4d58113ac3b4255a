using Signals;

namespace OAuthClient;

/// <summary>The five signals of one dance: a receiver that connects here is not called for other dances.</summary>
/// <remarks>
/// Immutable and thread-safe. For the signals of all dances, see <see cref="OAuthSignals"/> and
/// <see cref="RegistrySignals"/>.
/// </remarks>
public sealed class DanceSignals
{
    internal DanceSignals(OAuthDance dance, RegistrySignals all)
    {
        Registry = all.Registry;
        BeforeLogin = all.BeforeLogin.From(dance);
        Authorized = all.Authorized.From(dance);
        Error = all.Error.From(dance);
        TokenRefreshed = all.TokenRefreshed.From(dance);
        Trace = all.Trace.From(dance);
    }

    /// <inheritdoc cref="RegistrySignals.Registry"/>
    public SignalRegistry Registry { get; }

    /// <inheritdoc cref="RegistrySignals.BeforeLogin"/>
    public Connectable<OAuthDance, BeforeLoginArgs, OAuthAnswer> BeforeLogin { get; }

    /// <inheritdoc cref="RegistrySignals.Authorized"/>
    public Connectable<OAuthDance, AuthorizedArgs, OAuthAnswer> Authorized { get; }

    /// <inheritdoc cref="RegistrySignals.Error"/>
    public Connectable<OAuthDance, ErrorArgs, OAuthAnswer> Error { get; }

    /// <inheritdoc cref="RegistrySignals.TokenRefreshed"/>
    public Connectable<OAuthDance, TokenRefreshedArgs> TokenRefreshed { get; }

    /// <inheritdoc cref="RegistrySignals.Trace"/>
    public Connectable<OAuthDance, TraceArgs> Trace { get; }
}
