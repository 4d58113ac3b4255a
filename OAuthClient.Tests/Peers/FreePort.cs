using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace OAuthClient.Tests.Peers;

/// <summary>
/// An unused port below the range that the system assigns to connections, so that it is still free when a server
/// restarts.
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
