using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Benchmarks.Contenders.Client;

/// <summary>Publishes the documents of many issuers on loopback, and counts how often each one is fetched.</summary>
internal sealed class IssuerServer : IDisposable
{
    private const string WellKnown = "/.well-known/oauth-authorization-server";
    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, int> _fetched = [];
    private readonly string _url;

    public IssuerServer()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            _url = $"http://{probe.LocalEndpoint}";
        }
        _listener.Prefixes.Add($"{_url}/");
        _listener.Start();
        _ = ServeAsync();
    }

    public int Fetched => _fetched.Values.Sum();

    public int FetchedTwice => _fetched.Values.Count(count => count > 1);

    public string Issuer(int number) => $"{_url}/{number}";

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                Answer(await _listener.GetContextAsync());
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The measurement is over.
        }
    }

    private void Answer(HttpListenerContext context)
    {
        var path = context.Request.Url!.AbsolutePath;
        _fetched.AddOrUpdate(path, 1, (_, count) => count + 1);
        var issuer = _url + path[WellKnown.Length..];
        var body = Encoding.UTF8.GetBytes($$"""{"issuer":"{{issuer}}","token_endpoint":"{{issuer}}/token"}""");
        context.Response.ContentType = "application/json";
        context.Response.Close(body, willBlock: false);
    }
}
