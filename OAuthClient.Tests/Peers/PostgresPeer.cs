namespace OAuthClient.Tests.Peers;

/// <summary>PostgreSQL, Debian's own or another on the PATH, with nothing in it.</summary>
internal sealed class PostgresPeer(PeerProcess process)
{
    private const string Script = "OAuthClient.Tests/Peers/postgres/serve.sh";
    private const string DebianFolder = "/usr/lib/postgresql";

    private static readonly Lazy<Task<PostgresPeer>> Shared = new(StartAsync);

    /// <summary>The peer, started by the first test that asks for it; the test is skipped if it cannot be had.</summary>
    public static Task<PostgresPeer> GetAsync() => Peers.OrSkipAsync(Shared);

    /// <summary>One that no other test uses, for a test that stops it.</summary>
    public static Task<PostgresPeer> LaunchOwnAsync() => Peers.OrSkipAsync(new Lazy<Task<PostgresPeer>>(StartAsync));

    /// <summary>What connects to one of its databases.</summary>
    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={process.Address};Username=oauth;Database={database};Maximum Pool Size=20;Timeout=60";

    public Task SendCommandAsync(string word) => process.SendCommandAsync(word);

    public ValueTask StopAsync() => process.DisposeAsync();

    private static async Task<PostgresPeer> StartAsync()
    {
        var programs = ProgramFolders().FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new PeerMissingException(
                "PostgreSQL is neither on the PATH nor Debian's (apt-get install postgresql)");
        string[] command = ["bash", "-c", Repository.Read(Script), "serve.sh", programs, $"{FreePort.Next()}"];
        // PostgreSQL refuses to be run by root.
        if (Environment.IsPrivilegedProcess)
            command = ["runuser", "-u", "postgres", "--", .. command];
        return new(await PeerProcess.LaunchAsync(command[0], Path.GetTempPath(), command[1..]));
    }

    private static IEnumerable<string> ProgramFolders()
    {
        var versions = Directory.Exists(DebianFolder) ? Directory.EnumerateDirectories(DebianFolder) : [];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(
            versions.OrderByDescending(version => version, StringComparer.Ordinal)
                .Select(version => Path.Combine(version, "bin")));
    }
}
