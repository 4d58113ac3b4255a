using OAuthClient.Testing;
using OAuthClient.Tests.Peers;

namespace OAuthClient.Tests.Web;

/// <summary>The deployment of the sample application.</summary>
public enum SampleDeployment
{
    /// <summary>One process with a SQLite database.</summary>
    OneMachine,

    /// <summary>Two processes that share a Redis server, behind nginx, which sends requests to each in turn.</summary>
    TwoMachines,

    /// <summary>One process, where a login expires three seconds after it began.</summary>
    OneMachineWithShortLogins,

    /// <summary>Two processes, where a login expires three seconds after it began.</summary>
    TwoMachinesWithShortLogins,
}

/// <summary>
/// The sample application in separate processes at <c>localhost</c>, and a pretend provider at <c>127.0.0.1</c>.
/// Browsers treat the two hosts as different sites.
/// </summary>
internal sealed record SampleSite(
    SampleDeployment Kind, string Url, PretendProvider Provider, IReadOnlyList<PeerProcess> Machines)
{
    /// <summary>The file with the users and their links.</summary>
    public required string Database { get; init; }

    private static readonly Dictionary<SampleDeployment, Lazy<Task<SampleSite>>> Sites =
        Enum.GetValues<SampleDeployment>()
            .ToDictionary(kind => kind, kind => new Lazy<Task<SampleSite>>(() => StartAsync(kind)));
    private static readonly string ProgramPath = Path.Combine(
        AppContext.BaseDirectory.Replace("OAuthClient.Tests", "OAuthSample", StringComparison.Ordinal),
        "OAuthSample.dll");

    /// <summary>The log output of all processes of the sample.</summary>
    public string Log => string.Join('\n', Machines.Select(machine => machine.ErrorOutput));

    /// <summary>
    /// Gets a deployment, started for the first test; skips the test if a server that the deployment needs is not
    /// installed.
    /// </summary>
    public static Task<SampleSite> GetAsync(SampleDeployment kind) => Peers.Peers.WaitOrSkipAsync(Sites[kind]);

    private static async Task<SampleSite> StartAsync(SampleDeployment kind)
    {
        var provider = PretendProvider.Listen();
        var folder = Directory.CreateTempSubdirectory("sample-").FullName;
        var database = Path.Combine(folder, "sample.db");
        var url = $"http://localhost:{FreePort.Next()}";
        AppDomain.CurrentDomain.ProcessExit += (_, _) => DeleteFolder(folder);
        string[] settings =
        [
            "--contentRoot", Repository.PathOf("OAuthSample"), "--OAuth:PublicUrl", url, "--Provider", provider.BaseUrl,
            "--Database", database,
            "--LoginLifetime",
            kind is SampleDeployment.OneMachineWithShortLogins or SampleDeployment.TwoMachinesWithShortLogins ? "00:00:10" : "00:15:00",
        ];
        if (kind is SampleDeployment.OneMachine or SampleDeployment.OneMachineWithShortLogins)
            return new(kind, url, provider, [await StartMachineAsync(settings, folder, url)]) { Database = database };
        var redis = (await RedisPeer.GetAsync(RedisMode.Standalone)).Machines[0].Configuration;
        settings = [.. settings, "--Redis", redis, "--TokenKeys", Storage.SealKeys.CreateBase64(7)];
        string[] addresses = [$"http://127.0.0.1:{FreePort.Next()}", $"http://127.0.0.1:{FreePort.Next()}"];
        // The processes start one after the other: the first creates the tables and the keys that both share.
        PeerProcess[] machines =
        [
            await StartMachineAsync(settings, folder, addresses[0]),
            await StartMachineAsync(settings, folder, addresses[1]),
        ];
        await Nginx.StartAsync(folder, new(url), addresses);
        await WaitUntilReadyAsync(url);
        return new(kind, url, provider, machines) { Database = database };
    }

    // Each process has a separate home folder, so that the processes share only the configured stores.
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
                ProgramPath,
                "--urls",
                url,
                .. settings,
            ]);
        await WaitUntilReadyAsync(url);
        return machine;
    }

    // Files may still be written while the folder is deleted, because the sample's processes exit at the same time.
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
