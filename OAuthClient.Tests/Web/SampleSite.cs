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
    OneMachineShortLogins,

    /// <summary>Two processes, whose logins last three seconds.</summary>
    FarmShortLogins,
}

/// <summary>
/// The sample application in processes of its own, at <c>localhost</c>, and a pretend provider at <c>127.0.0.1</c>: two sites, as browsers see it.
/// </summary>
internal sealed record SampleSite(
    SiteKind Kind, string Url, PretendProvider Provider, IReadOnlyList<PeerProcess> Machines)
{
    private static readonly Dictionary<SiteKind, Lazy<Task<SampleSite>>> Sites = Enum.GetValues<SiteKind>()
        .ToDictionary(kind => kind, kind => new Lazy<Task<SampleSite>>(() => StartAsync(kind)));
    private static readonly string Program = Path.Combine(
        AppContext.BaseDirectory.Replace("OAuthClient.Tests", "OAuthSample", StringComparison.Ordinal),
        "OAuthSample.dll");

    /// <summary>What the machines logged.</summary>
    public string Log => string.Join('\n', Machines.Select(machine => machine.ErrorOutput));

    /// <summary>The site, started by the first test that asks for it; the test is skipped if it cannot be had.</summary>
    public static Task<SampleSite> GetAsync(SiteKind kind) => Peers.Peers.OrSkipAsync(Sites[kind]);

    private static async Task<SampleSite> StartAsync(SiteKind kind)
    {
        var provider = PretendProvider.Listen();
        var folder = Directory.CreateTempSubdirectory("sample-").FullName;
        var url = $"http://localhost:{FreePort.Next()}";
        AppDomain.CurrentDomain.ProcessExit += (_, _) => DeleteFolder(folder);
        string[] settings =
        [
            "--contentRoot", Repository.PathOf("OAuthSample"), "--OAuth:PublicUrl", url, "--Provider", provider.BaseUrl,
            "--Database", Path.Combine(folder, "sample.db"),
            "--LoginLifetime",
            kind is SiteKind.OneMachineShortLogins or SiteKind.FarmShortLogins ? "00:00:03" : "00:15:00",
        ];
        if (kind is SiteKind.OneMachine or SiteKind.OneMachineShortLogins)
            return new(kind, url, provider, [await StartMachineAsync(settings, folder, url)]);
        var redis = (await RedisPeer.GetAsync(RedisKind.Standalone)).Machines[0].Configuration;
        settings = [.. settings, "--Redis", redis, "--TokenKeys", Storage.SealKeys.Text(7)];
        string[] addresses = [$"http://127.0.0.1:{FreePort.Next()}", $"http://127.0.0.1:{FreePort.Next()}"];
        // One after the other: the first makes the tables, and the keys that both share.
        PeerProcess[] machines =
        [
            await StartMachineAsync(settings, folder, addresses[0]),
            await StartMachineAsync(settings, folder, addresses[1]),
        ];
        await Nginx.StartAsync(folder, new(url), addresses);
        await WaitUntilReadyAsync(url);
        return new(kind, url, provider, machines);
    }

    // Each machine has a home of its own, so that what they share is what they were told to share.
    private static async Task<PeerProcess> StartMachineAsync(string[] settings, string folder, string url)
    {
        var home = Directory.CreateDirectory(
            Path.Combine(
                folder, new Uri(url).Port.ToString(System.Globalization.CultureInfo.InvariantCulture))).FullName;
        var machine = await PeerProcess.LaunchAsync(
            "/bin/sh",
            home,
            [
                Repository.PathOf("OAuthClient.Tests/Peers/attached.sh"),
                "env",
                $"HOME={home}",
                "dotnet",
                Program,
                "--urls",
                url,
                .. settings,
            ]);
        await WaitUntilReadyAsync(url);
        return machine;
    }

    // The machines are ending too, and may still write.
    private static void DeleteFolder(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException) { }
    }

    private static async Task WaitUntilReadyAsync(string url)
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
