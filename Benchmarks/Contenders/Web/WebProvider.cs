using System.Net;
using System.Net.Sockets;
using Benchmarks.Contenders.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Benchmarks.Contenders.Web;

/// <summary>The provider of all contenders: a token endpoint behind a socket.</summary>
internal sealed class WebProvider : IDisposable
{
    private readonly WebApplication _app;

    public WebProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapPost("/token", async (HttpContext context, CancellationToken cancellationToken) =>
        {
            // A provider reads the whole request before it answers.
            await context.Request.Body.CopyToAsync(Stream.Null, cancellationToken);
            return Results.Bytes(MemoryServer.Answer("/token"), "application/json");
        });
        _app.MapGet("/me", () => Results.Bytes(MemoryServer.Answer("/me"), "application/json"));
        Url = FreeUrl();
        _app.Urls.Add(Url);
        _app.Start();
    }

    public string Url { get; }

    public static string FreeUrl()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    public void Dispose() => ((IDisposable)_app).Dispose();
}
