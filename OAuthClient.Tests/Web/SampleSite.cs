using OAuthClient.Testing;
using OAuthClient.Tests.Peers;

namespace OAuthClient.Tests.Web;

/// <summary>How the sample stands.</summary>
public enum SiteKind
{
    /// <summary>One process, SQLite.</summary>
    OneMachine,

    /// <summary>Two processes behind nginx, which sends requests to them in turn; Redis between them.</summary>
    Farm,

    /// <summary>One process, whose logins last three seconds.</summary>
    Hasty,
}

/// <summary>
/// The sample application in processes of its own, at <c>localhost</c>, and a pretend provider at <c>127.0.0.1</c>: two sites, as browsers see it.
/// </summary>
internal sealed record SampleSite(string Url, PretendProvider Provider)
{
    private static readonly Dictionary<SiteKind, Lazy<Task<SampleSite>>> Sites = Enum.GetValues<SiteKind>().ToDictionary(kind => kind, kind => new Lazy<Task<SampleSite>>(() => StartAsync(kind)));
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory.Replace("OAuthClient.Tests", "OAuthSample", StringComparison.Ordinal), "OAuthSample.dll");

    /// <summary>The site, started by the first test that asks for it; the test is skipped if it cannot be had.</summary>
    public static Task<SampleSite> GetAsync(SiteKind kind) => Peers.Peers.OrSkipAsync(Sites[kind]);

    private static async Task<SampleSite> StartAsync(SiteKind kind)
    {
        var provider = PretendProvider.Listen();
        var (folder, url) = (Directory.CreateTempSubdirectory("sample-").FullName, $"http://localhost:{FreePort.Next()}");
        string[] settings = ["--contentRoot", Repository.PathOf("OAuthSample"), "--OAuth:PublicUrl", url, "--Provider", provider.BaseUrl, "--Database", Path.Combine(folder, "sample.db")];
        if (kind == SiteKind.Farm)
        {
            var redis = (await RedisPeer.GetAsync(RedisKind.Alone)).Machines[0].Configuration;
            settings = [.. settings, "--Redis", redis, "--TokenKeys", Storage.Keys.Text(7)];
            // One after the other: the first makes the tables, and the keys that both share.
            string[] machines = [await RunAsync(settings, $"http://127.0.0.1:{FreePort.Next()}"), await RunAsync(settings, $"http://127.0.0.1:{FreePort.Next()}")];
            await Nginx.StartAsync(folder, new(url), machines);
            await AnswersAsync(url);
        }
        else
        {
            await RunAsync([.. settings, "--LoginLifetime", kind == SiteKind.Hasty ? "00:00:03" : "00:15:00"], url);
        }
        return new(url, provider);
    }

    private static async Task<string> RunAsync(string[] settings, string url)
    {
        await PeerProcess.StartAsync("/bin/sh", AppContext.BaseDirectory, [Repository.PathOf("OAuthClient.Tests/Peers/attached.sh"), "dotnet", Program, "--urls", url, .. settings]);
        await AnswersAsync(url);
        return url;
    }

    private static async Task AnswersAsync(string url)
    {
        using var http = new HttpClient();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                (await http.GetAsync(new Uri(url))).EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (attempt < 300)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }
}
