using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Benchmarks.Contenders.Web;

/// <summary>
/// A web server without a network: it passes requests to the application and reads the responses, on the caller's
/// thread.
/// </summary>
internal sealed class MemoryHost : IServer
{
    private Func<IFeatureCollection, Task>? _application;

    public IFeatureCollection Features { get; } = new FeatureCollection();

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        _application = async features =>
        {
            var context = application.CreateContext(features);
            await application.ProcessRequestAsync(context);
            ((MemoryResponse)features.Get<IHttpResponseFeature>()!).RunStartingCallbacks();
            application.DisposeContext(context, null);
        };
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() { }

    public MemoryResponse Get(string path, string query, string cookies)
    {
        var answer = new MemoryResponse();
        var request = new HttpRequestFeature
        {
            Method = "GET",
            Scheme = "https",
            Protocol = "HTTP/1.1",
            Path = path,
            QueryString = query,
            RawTarget = path + query,
        };
        request.Headers.Host = "app.example.com";
        // A browser sends these when its user follows a link of the same site.
        request.Headers["Sec-Fetch-Site"] = "same-origin";
        request.Headers["Sec-Fetch-Mode"] = "navigate";
        if (cookies.Length > 0)
            request.Headers.Cookie = cookies;
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(request);
        features.Set<IHttpResponseFeature>(answer);
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        SynchronousCompletion.Require(_application!(features));
        return answer;
    }
}
