using System.Net;

namespace OAuthClient.Internal;

/// <summary>Tells which addresses requests must not go to when an outsider has named the host (RFC 6890).</summary>
internal static class AddressRules
{
    private const string Private = "of a private network";
    private const string Reserved = "reserved";
    private const string LinkLocal = "link-local";
    private const string Documentation = "for documentation";
    private const string Loopback = "of this machine";
    private const string Metadata = "of a cloud's metadata service";

    // The first network that holds the address counts. Of the IANA registries of special-purpose addresses, also
    // the networks that are routed but have no host of an issuer, such as AS112.
    private static readonly RefusedNetwork[] Networks =
    [
        new("100.100.100.200/32", Metadata),
        new("168.63.129.16/32", Metadata),
        new("fd00:42::42/128", Metadata),
        new("fd00:c1::a9fe:a9fe/128", Metadata),
        new("fd00:ec2::/32", Metadata),
        new("fd20:ce::254/128", Metadata),
        new("127.0.0.0/8", Loopback, Insecure.LoopbackHttp),
        new("::1/128", Loopback, Insecure.LoopbackHttp),
        new("10.0.0.0/8", Private, Insecure.PrivateAddresses),
        new("100.64.0.0/10", Private, Insecure.PrivateAddresses),
        new("172.16.0.0/12", Private, Insecure.PrivateAddresses),
        new("192.168.0.0/16", Private, Insecure.PrivateAddresses),
        new("fc00::/7", Private, Insecure.PrivateAddresses),
        new("fec0::/10", Private, Insecure.PrivateAddresses),
        new("64:ff9b:1::/48", Private, Insecure.PrivateAddresses),
        new("169.254.0.0/16", LinkLocal),
        new("fe80::/10", LinkLocal),
        new("0.0.0.0/8", Reserved),
        new("192.0.0.0/24", Reserved),
        new("192.0.2.0/24", Documentation),
        new("192.31.196.0/24", Reserved),
        new("192.52.193.0/24", Reserved),
        new("192.88.99.0/24", Reserved),
        new("192.175.48.0/24", Reserved),
        new("198.18.0.0/15", Reserved),
        new("198.51.100.0/24", Documentation),
        new("203.0.113.0/24", Documentation),
        new("224.0.0.0/3", "multicast or reserved"),
        new("ff00::/8", "multicast"),
        new("2001::/23", Reserved),
        new("2001:db8::/32", Documentation),
        new("2620:4f:8000::/48", Reserved),
        new("3fff::/20", Documentation),
        // RFC 4291 section 2.4: global unicast addresses are given out of 2000::/3 only.
        new("::/3", Reserved),
        new("4000::/2", Reserved),
        new("8000::/1", Reserved),
    ];

    /// <summary>Finds the network that forbids an address.</summary>
    /// <returns>The network; null when requests may go to the address.</returns>
    public static RefusedNetwork? FindRefusal(IPAddress address, Insecure allow) => EmbeddedAddresses.Of(address)
        .Select(judged => Networks.FirstOrDefault(network => network.Network.Contains(judged)))
        .FirstOrDefault(network => network is not null && !network.IsAllowedBy(allow));

    /// <summary>Makes the error of a host that has a forbidden address.</summary>
    public static OAuthException CreateError(string host, IPAddress address, RefusedNetwork network) =>
        new(OAuthOutcomeKind.ProviderFailed, new(
            OAuthErrorCode.AddressRefused,
            $"The host '{host}' has the address {address}, which is {network.Kind}. No request was sent.")
        {
            Hint = network.Word == Insecure.None
                ? "No setting allows such an address. Is the host the right one?"
                : $"If the host is meant to be there, allow it by name: Allow = Insecure.{network.Word}.",
        });
}
