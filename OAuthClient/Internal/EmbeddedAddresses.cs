using System.Net;

namespace OAuthClient.Internal;

/// <summary>Finds the IPv4 addresses within an IPv6 address: packets to the one may arrive at the other.</summary>
internal static class EmbeddedAddresses
{
    private const int IPv4Length = 4;
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Teredo = IPNetwork.Parse("2001::/32");

    // The last four bytes of an address of these networks are an IPv4 address: compatible, and NAT64.
    private static readonly IPNetwork[] EndingInIPv4 = [IPNetwork.Parse("::/96"), IPNetwork.Parse("64:ff9b::/96")];

    /// <returns>The addresses to judge; the address itself when it holds no other.</returns>
    public static IReadOnlyList<IPAddress> Of(IPAddress address)
    {
        // IPNetwork takes a mapped address for an IPv4 address, whatever the network is.
        if (address.IsIPv4MappedToIPv6)
            return [address.MapToIPv4()];
        var bytes = address.GetAddressBytes();
        if (bytes.Length == IPv4Length || IsLow(address))
            return [address];
        if (EndingInIPv4.Any(network => network.Contains(address)))
            return [Read(bytes, 12)];
        if (SixToFour.Contains(address))
            return [Read(bytes, 2)];
        return Teredo.Contains(address) ? [Read(bytes, 4), Invert(Read(bytes, 12))] : [address];
    }

    // Neither is an IPv4 address in the form of ::/96.
    private static bool IsLow(IPAddress address) =>
        address.Equals(IPAddress.IPv6Any) || address.Equals(IPAddress.IPv6Loopback);

    private static IPAddress Read(byte[] bytes, int start) => new(bytes.AsSpan(start, IPv4Length));

    // RFC 4380 section 4: a Teredo address has the bits of the client's address inverted.
    private static IPAddress Invert(IPAddress address) =>
        new([.. address.GetAddressBytes().Select(part => (byte)~part)]);
}
