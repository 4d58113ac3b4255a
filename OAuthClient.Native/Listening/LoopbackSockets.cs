using System.Net;
using System.Net.Sockets;

namespace OAuthClient.Native.Listening;

/// <summary>Sockets that listen on a redirect address: on loopback addresses only, all on one port.</summary>
internal static class LoopbackSockets
{
    private const int Attempts = 20;
    private const int Backlog = 64;

    /// <summary>Binds the port of the address or, without one, a port that is free.</summary>
    /// <exception cref="SocketException">A port is taken, or the system does not let the program listen.</exception>
    public static (IReadOnlyList<Socket> Sockets, RedirectAddress Bound) Bind(RedirectAddress address)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return BindOnce(address);
            }
            catch (SocketException taken) when (
                // A port that is free on 127.0.0.1 may be taken on [::1].
                address.Port == 0 && taken.SocketErrorCode == SocketError.AddressAlreadyInUse && attempt < Attempts)
            { }
        }
    }

    private static (IReadOnlyList<Socket> Sockets, RedirectAddress Bound) BindOnce(RedirectAddress address)
    {
        var sockets = new List<Socket>();
        var port = address.Port;
        try
        {
            foreach (var ip in address.Addresses)
            {
                if (sockets.Count > 0 && !CanUse(ip))
                    continue;
                sockets.Add(Listen(ip, port));
                port = ((IPEndPoint)sockets[0].LocalEndPoint!).Port;
            }
            return (sockets, address.WithPort(port));
        }
        catch (SocketException)
        {
            sockets.ForEach(socket => socket.Dispose());
            throw;
        }
    }

    private static Socket Listen(IPAddress ip, int port)
    {
        var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // On Windows another program could take a port that is not held exclusively.
            if (OperatingSystem.IsWindows())
                socket.ExclusiveAddressUse = true;
            socket.Bind(new IPEndPoint(ip, port));
            socket.Listen(Backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // A machine without IPv6, such as many a container, has no [::1]: localhost means 127.0.0.1 there.
    private static bool CanUse(IPAddress ip)
    {
        try
        {
            using var probe = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            probe.Bind(new IPEndPoint(ip, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
