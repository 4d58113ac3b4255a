using System.Net;

namespace OAuthClient.Internal;

/// <summary>Finds the IPv4 addresses within an IPv6 address: packets to the one may arrive at the other.</summary>
internal static class EmbeddedAddresses
{
    private const int IPv4Length = 4;
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Teredo = IPNetwork.Parse("2001::/32");

    private static readonly IPNetwork LocalNat64 = IPNetwork.Parse("64:ff9b:1::/48");

    // The last four bytes of an address of these networks are an IPv4 address: compatible, translated, and NAT64.
    private static readonly IPNetwork[] EndingInIPv4 =
        [IPNetwork.Parse("::/96"), IPNetwork.Parse("::ffff:0:0:0/96"), IPNetwork.Parse("64:ff9b::/96")];

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
        if (Teredo.Contains(address))
            return [Read(bytes, 4), Invert(Read(bytes, 12))];
        if (IsIsatap(bytes))
            return [address, Read(bytes, 12)];
        return LocalNat64.Contains(address) ? [address, .. FindTranslated(bytes)] : [address];
    }

    // RFC 5214 section 6.1: the interface identifier 0000:5efe or 0200:5efe, and an IPv4 address.
    private static bool IsIsatap(byte[] bytes) => bytes[8] is 0 or 2 && bytes[9..12] is [0, 0x5e, 0xfe];

    // RFC 6052 section 2.2: the network of a site may hold the IPv4 address in its middle, around the byte 8, or at its
    // end. A part that is zero holds none.
    private static IEnumerable<IPAddress> FindTranslated(byte[] bytes) =>
        new IPAddress[] { new([bytes[6], bytes[7], bytes[9], bytes[10]]), Read(bytes, 12) }
            .Where(address => address.GetAddressBytes()[0] != 0);

    // Neither is an IPv4 address in the form of ::/96.
    private static bool IsLow(IPAddress address) =>
        address.Equals(IPAddress.IPv6Any) || address.Equals(IPAddress.IPv6Loopback);

    private static IPAddress Read(byte[] bytes, int start) => new(bytes.AsSpan(start, IPv4Length));

    // RFC 4380 section 4: a Teredo address has the bits of the client's address inverted.
    private static IPAddress Invert(IPAddress address) =>
        new([.. address.GetAddressBytes().Select(part => (byte)~part)]);
}
