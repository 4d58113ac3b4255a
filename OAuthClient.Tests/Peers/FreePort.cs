using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace OAuthClient.Tests.Peers;

/// <summary>
/// Finds unused TCP ports below the range from which the operating system assigns ports to connections. A port is thus
/// still free when a server restarts.
/// </summary>
internal static class FreePort
{
    public static int Next()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(20_000, 32_000);
            using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException) { }
        }
    }
}
