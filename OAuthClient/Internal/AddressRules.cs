using System.Net;

namespace OAuthClient.Internal;

/// <summary>Tells which addresses requests must not go to when an outsider has named the host (RFC 6890).</summary>
internal static class AddressRules
{
    private const string Private = "of a private network";
    private const string Reserved = "reserved";
    private const string Loopback = "of this machine";
    private const string Metadata = "of a cloud's metadata service";

    // The first network that holds the address counts.
    private static readonly RefusedNetwork[] Networks =
    [
        new("100.100.100.200/32", Metadata),
        new("fd00:ec2::/32", Metadata),
        new("127.0.0.0/8", Loopback, Insecure.LoopbackHttp),
        new("::1/128", Loopback, Insecure.LoopbackHttp),
        new("10.0.0.0/8", Private, Insecure.PrivateAddresses),
        new("100.64.0.0/10", Private, Insecure.PrivateAddresses),
        new("172.16.0.0/12", Private, Insecure.PrivateAddresses),
        new("192.168.0.0/16", Private, Insecure.PrivateAddresses),
        new("fc00::/7", Private, Insecure.PrivateAddresses),
        new("fec0::/10", Private, Insecure.PrivateAddresses),
        new("64:ff9b:1::/48", Private, Insecure.PrivateAddresses),
        new("169.254.0.0/16", "link-local"),
        new("fe80::/10", "link-local"),
        new("0.0.0.0/8", Reserved),
        new("192.0.0.0/24", Reserved),
        new("198.18.0.0/15", Reserved),
        new("224.0.0.0/3", "multicast or reserved"),
        new("::/128", Reserved),
        new("ff00::/8", "multicast"),
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
