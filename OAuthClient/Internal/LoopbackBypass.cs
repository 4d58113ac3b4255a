using System.Net;

namespace OAuthClient.Internal;

/// <summary>
/// The proxy of the process, for all hosts but this machine. Http on this machine is allowed because nothing leaves the
/// machine, and .NET asks the proxy of <c>http_proxy</c> for loopback hosts too. Thread-safe.
/// </summary>
internal sealed class LoopbackBypass : IWebProxy
{
    public ICredentials? Credentials
    {
        get => HttpClient.DefaultProxy.Credentials;
        set => throw new NotSupportedException("The proxy of the process has its own credentials.");
    }

    public Uri? GetProxy(Uri destination) =>
        IsBypassed(destination) ? null : HttpClient.DefaultProxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => Loopback.IsHost(host) || HttpClient.DefaultProxy.IsBypassed(host);
}
