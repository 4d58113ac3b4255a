using System.Net;
using System.Net.Sockets;
using Answer = System.Func<
    System.Net.Http.HttpRequestMessage,
    System.Threading.CancellationToken,
    System.Threading.Tasks.Task<System.Net.Http.HttpResponseMessage>>;

namespace OAuthClient.Testing;

/// <summary>Answers requests by a function, over real HTTP on 127.0.0.1 and a free port.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private const int Attempts = 20;
    private readonly HttpListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private Task _serving = Task.CompletedTask;

    private LoopbackServer(HttpListener listener, string baseUrl)
    {
        _listener = listener;
        BaseUrl = baseUrl;
    }

    public string BaseUrl { get; }

    public static LoopbackServer Start()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Start(FreePort());
            }
            // Another program took the port after FreePort had released it.
            catch (HttpListenerException) when (attempt < Attempts) { }
        }
    }

    /// <exception cref="HttpListenerException">Another program has the port.</exception>
    public static LoopbackServer Start(int port)
    {
        var url = $"http://127.0.0.1:{port}";
        var listener = new HttpListener { Prefixes = { url + "/" }, IgnoreWriteExceptions = true };
        try
        {
            listener.Start();
            return new(listener, url);
        }
        catch
        {
            listener.Close();
            throw;
        }
    }

    public void Serve(Answer answer) => _serving = ServeAsync(answer);

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

    private async Task ServeAsync(Answer answer)
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

    private async Task AnswerAsync(HttpListenerContext context, Answer answer)
    {
        try
        {
            using var request = Read(context.Request);
            using var response = await answer(request, _stopping.Token).ConfigureAwait(false);
            context.Response.StatusCode = (int)response.StatusCode;
            foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
                context.Response.Headers[name] = string.Join(",", values);
            await WriteBodyAsync(context.Response, response.Content).ConfigureAwait(false);
            context.Response.Close();
        }
        catch (Exception)
        {
            // The client sees a failure of the provider as a broken connection.
            context.Response.Abort();
        }
    }

    private async Task WriteBodyAsync(HttpListenerResponse response, HttpContent content)
    {
        // A body of unknown length may have no end.
        if (content.Headers.ContentLength is not { } length)
            response.SendChunked = true;
        else
            response.ContentLength64 = length;
        await content.CopyToAsync(response.OutputStream, _stopping.Token).ConfigureAwait(false);
    }

    private HttpRequestMessage Read(HttpListenerRequest request)
    {
        // RawUrl is the text on the wire; Url has been normalized.
        var content = new StreamContent(request.InputStream);
        var message = new HttpRequestMessage(new(request.HttpMethod), BaseUrl + request.RawUrl) { Content = content };
        foreach (var name in request.Headers.AllKeys.OfType<string>())
        {
            if (!message.Headers.TryAddWithoutValidation(name, request.Headers[name]))
                content.Headers.TryAddWithoutValidation(name, request.Headers[name]);
        }
        return message;
    }
}
