using System.Diagnostics;
using OAuthClient.Testing;
using OAuthClient.Tests.Peers;

namespace OAuthClient.Tests.Packages;

/// <summary>A web application of a stranger that runs in a process of its own, until it is disposed.</summary>
internal sealed class StrangersSite : IAsyncDisposable
{
    private const int Attempts = 600;
    private readonly PeerProcess _server;

    private StrangersSite(string url, PeerProcess server)
    {
        Url = url;
        _server = server;
    }

    public string Url { get; }

    /// <summary>Builds the project, with a pretend provider in place of GitHub, and starts it.</summary>
    public static async Task<StrangersSite> StartAsync(StrangersProject project, PretendProvider provider)
    {
        project.ReplaceGitHub(provider);
        await project.AddAsync("OAuthClient.Testing");
        await project.BuildAsync();
        return await StartAsync(arguments => project.StartOf(arguments));
    }

    /// <summary>Starts a program that is built.</summary>
    /// <param name="startOf">The program with arguments.</param>
    public static async Task<StrangersSite> StartAsync(Func<string[], ProcessStartInfo> startOf)
    {
        var url = $"http://localhost:{FreePort.Next()}";
        var start = startOf(["--urls", url, "--OAuth:PublicUrl", url]);
        var attached = Repository.PathOf("OAuthClient.Tests/Peers/attached.sh");
        var server = await PeerProcess.LaunchAsync(
            "/bin/sh", start.WorkingDirectory, [attached, start.FileName, .. start.ArgumentList]);
        var site = new StrangersSite(url, server);
        await site.WaitUntilReadyAsync();
        return site;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task WaitUntilReadyAsync()
    {
        using var http = new HttpClient();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(Url));
                return;
            }
            catch (HttpRequestException) when (attempt < Attempts)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
            catch (HttpRequestException)
            {
                Assert.Fail($"The site does not answer. It logged:\n{_server.ErrorOutput}");
            }
        }
    }
}
