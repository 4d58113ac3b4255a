using System.Net;
using System.Net.Sockets;

namespace OAuthClient.Internal;

/// <summary>
/// Connects to a host that an outsider may have named: asks DNS once, tests every address that DNS gives, and connects
/// only to such an address. A second answer of DNS cannot lead elsewhere. Thread-safe.
/// </summary>
/// <param name="allow">The words that allow addresses.</param>
/// <param name="resolve">Asks DNS for the addresses of a host.</param>
internal sealed class GuardedConnect(
    Insecure allow, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    /// <exception cref="OAuthException">An address is refused.</exception>
    /// <exception cref="SocketException">No address can be reached.</exception>
    public async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = await FindAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        return await ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IPAddress[]> FindAddressesAsync(string host, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = IPAddress.TryParse(host, out var literal)
            ? [literal]
            : await resolve(host, cancellationToken).ConfigureAwait(false);
        foreach (var address in addresses)
        {
            if (AddressRules.FindRefusal(address, allow) is { } network)
                throw AddressRules.CreateError(host, address, network);
        }
        return addresses;
    }

    private static async Task<Stream> ConnectAsync(
        IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        SocketException? failure = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(address, port, cancellationToken).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException unreachable)
            {
                socket.Dispose();
                failure = unreachable;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
        throw failure ?? new SocketException((int)SocketError.HostNotFound);
    }
}
