using System.Net;
using System.Text.Json.Serialization;
using OAuthClient.Internal;
using OAuthClient.OAuth2;

namespace OAuthClient.Discovery;

/// <summary>The rules and the transport of a discovery.</summary>
/// <remarks>Immutable. Options of equal values share what is cached.</remarks>
[JsonConverter(typeof(JsonRefusal))]
public sealed record DiscoveryOptions
{
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(24);

    internal static DiscoveryOptions Default { get; } = new();

    /// <summary>The source of the issuer's name.</summary>
    /// <value>The default is <see cref="IssuerSource.Developer"/>.</value>
    public IssuerSource NamedBy { get; init; }

    /// <summary>
    /// The issuer with a placeholder for each segment of its path that differs between tenants, such as
    /// <c>https://login.microsoftonline.com/{tenantid}/v2.0</c>.
    /// </summary>
    /// <remarks>
    /// The issuer that is asked for must fit the template. The document's issuer may be the template itself: the
    /// provider's <see cref="OAuth2Provider.Issuer"/> is null then, and a callback's issuer must fit the template.
    /// Or it may be another issuer that fits the template: the provider has that issuer then.
    /// </remarks>
    /// <value>The default is null: the document's issuer is the one that was asked for, to the letter.</value>
    public string? IssuerTemplate { get; init; }

    /// <summary>
    /// The protections that are switched off, for the discovery and for the provider that is found.
    /// </summary>
    /// <remarks>
    /// <see cref="Insecure.LoopbackHttp"/> allows this machine, <see cref="Insecure.PrivateAddresses"/> allows private
    /// networks, and <see cref="Insecure.UnguardedHttp"/> allows <see cref="Http"/>.
    /// </remarks>
    /// <value>The default is <see cref="Insecure.None"/>.</value>
    public Insecure Allow { get; init; }

    /// <summary>How long a discovery may take, all requests for documents together.</summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A handler in the place of the guarded one, such as the handler of a proxy that tests addresses itself. It needs
    /// <see cref="Insecure.UnguardedHttp"/>.
    /// </summary>
    /// <remarks>The discovery does not dispose the handler.</remarks>
    /// <value>
    /// The default is the guarded handler: it connects to tested addresses only, and uses no proxy.
    /// </value>
    public HttpMessageHandler? Http { get; init; }

    /// <summary>Asks DNS for the addresses of a host; null for the system's DNS.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>>? Resolve { get; init; }

    /// <summary>Shows the options that are set.</summary>
    /// <returns>For example <c>DiscoveryOptions { NamedBy = ThirdParty, Timeout = 00:00:10 }</c>.</returns>
    public override string ToString() => RecordText.Of(this);

    /// <summary>Throws when an option cannot work, before any request.</summary>
    internal void ThrowIfInvalid()
    {
        if (!Enum.IsDefined(NamedBy))
            throw new ArgumentException($"{nameof(NamedBy)} is {NamedBy}, which does not exist.");
        if (Timeout <= TimeSpan.Zero || Timeout > LongestTime)
        {
            throw new ArgumentException(
                $"{nameof(Timeout)} is {Timeout}; it must be more than zero and {LongestTime.TotalDays} days at most.");
        }
        if (Http is null)
            return;
        const string Subject = $"{nameof(DiscoveryOptions)}.{nameof(Http)}";
        TransportCheck.ThrowIfUnsafe(Http, Subject);
        GuardedHandler.ThrowIfNotAllowed(Allow, Subject);
    }
}
