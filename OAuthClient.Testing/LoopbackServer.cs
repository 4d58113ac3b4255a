using System.Net;
using System.Net.Sockets;

namespace OAuthClient.Testing;

/// <summary>Serves a function over real HTTP, on 127.0.0.1 and a free port only.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private const int Attempts = 20;
    private readonly HttpListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private Task _serving = Task.CompletedTask;

    private LoopbackServer(HttpListener listener, string baseUrl) => (_listener, BaseUrl) = (listener, baseUrl);

    public string BaseUrl { get; }

    public static LoopbackServer Start()
    {
        for (var attempt = 1; ; attempt++)
        {
            var url = $"http://127.0.0.1:{FreePort()}";
            var listener = new HttpListener { Prefixes = { url + "/" }, IgnoreWriteExceptions = true };
            try
            {
                listener.Start();
                return new(listener, url);
            }
            catch (HttpListenerException) when (attempt < Attempts)
            {
                // Another program took the port between the two calls.
                listener.Close();
            }
        }
    }

    public void Serve(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) => _serving = ServeAsync(answer);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        _listener.Close();
        await _serving.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync().ConfigureAwait(false);
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            _ = AnswerAsync(context, answer);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        try
        {
            using var request = Read(context.Request);
            using var response = await answer(request, _stopping.Token).ConfigureAwait(false);
            context.Response.StatusCode = (int)response.StatusCode;
            foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
                context.Response.Headers[name] = string.Join(",", values);
            var body = await response.Content.ReadAsByteArrayAsync(_stopping.Token).ConfigureAwait(false);
            context.Response.ContentLength64 = body.Length;
            await context.Response.OutputStream.WriteAsync(body, _stopping.Token).ConfigureAwait(false);
            context.Response.Close();
        }
        catch (Exception)
        {
            // A provider that breaks is a broken connection to its client.
            context.Response.Abort();
        }
    }

    private HttpRequestMessage Read(HttpListenerRequest request)
    {
        // RawUrl is the text on the wire; HttpListener's Url has been tidied.
        var message = new HttpRequestMessage(new(request.HttpMethod), BaseUrl + request.RawUrl) { Content = new StreamContent(request.InputStream) };
        foreach (var name in request.Headers.AllKeys.OfType<string>())
        {
            if (!message.Headers.TryAddWithoutValidation(name, request.Headers[name]))
                message.Content.Headers.TryAddWithoutValidation(name, request.Headers[name]);
        }
        return message;
    }
}
