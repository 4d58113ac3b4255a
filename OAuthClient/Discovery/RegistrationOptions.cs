using System.Text.Json.Serialization;
using OAuthClient.Internal;

namespace OAuthClient.Discovery;

/// <summary>How a <see cref="ClientRegistrar"/> registers and where it keeps what it gets. Immutable.</summary>
[JsonConverter(typeof(JsonRefusal))]
public sealed record RegistrationOptions
{
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(24);

    /// <summary>The store of registrations. Machines that share a store share one registration.</summary>
    /// <value>
    /// The default is a store in memory, one for each registrar: the program registers anew at each start, and each
    /// machine by itself.
    /// </value>
    public IRegistrationStore? Store { get; init; }

    /// <summary>
    /// The name of the client in the program, for a program that registers several clients with the same redirect URIs
    /// at one issuer.
    /// </summary>
    /// <value>The default is <see cref="RegistrationKey.DefaultClient"/>.</value>
    public string Client { get; init; } = RegistrationKey.DefaultClient;

    /// <summary>
    /// The token that the provider gave you, if it registers no client without one (RFC 7591 section 3). It is sent
    /// with a registration and never with anything else.
    /// </summary>
    /// <value>The default is none.</value>
    public Secret InitialAccessToken { get; init; }

    /// <summary>
    /// How long before its client secret expires a registration is read again, or replaced. Never more than a quarter
    /// of the secret's lifetime.
    /// </summary>
    /// <value>The default is a day.</value>
    public TimeSpan RenewEarly { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The transport, the times and the signals: those of your dances.</summary>
    /// <value>The default is a record of defaults.</value>
    public OAuthDanceOptions Dance { get; init; } = new();

    /// <summary>Shows the options that are set, and no secret.</summary>
    /// <returns>For example <c>RegistrationOptions { Store = MemoryRegistrationStore, Client = machine }</c>.</returns>
    public override string ToString() => RecordText.Of(this);

    internal void ThrowIfInvalid()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Client);
        if (RenewEarly < TimeSpan.Zero || RenewEarly > LongestTime)
        {
            throw new ArgumentException(
                $"RenewEarly is {RenewEarly}; it must be zero at least and {LongestTime.TotalDays} days at most.");
        }
        if (InitialAccessToken.Reveal().AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new ArgumentException(
                "InitialAccessToken has a space or a character that is no printable ASCII. It may have been read with "
                + "its line break: trim it.");
        }
        Dance.ThrowIfInvalid();
    }
}
