using System.Net;
using System.Text;
using OAuthClient.Tests.Peers;

namespace OAuthClient.Tests.Web;

/// <summary>
/// One page of an application other than the sample. By default, the page is at <c>127.0.0.1</c>, which browsers treat
/// as a site other than the sample's <c>localhost</c>.
/// </summary>
internal sealed class OtherSite : IDisposable
{
    private readonly HttpListener _listener = new();

    public OtherSite(string html, string host = "127.0.0.1")
    {
        Url = $"http://{host}:{FreePort.Next()}/";
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _ = ServeAsync(Encoding.UTF8.GetBytes($"<!doctype html><title>Another site</title><body>{html}"));
    }

    public string Url { get; }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync(byte[] page)
    {
        try
        {
            while (true)
            {
                var response = (await _listener.GetContextAsync()).Response;
                response.ContentType = "text/html; charset=utf-8";
                response.Close(page, willBlock: false);
            }
        }
        catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException) { }
    }
}
