namespace OAuthClient.Tests.Peers;

/// <summary>An empty PostgreSQL server, from the PATH or from Debian's package.</summary>
internal sealed class PostgresPeer(PeerProcess process)
{
    private const string Script = "OAuthClient.Tests/Peers/postgres/serve.sh";
    private const string DebianFolder = "/usr/lib/postgresql";

    private static readonly Lazy<Task<PostgresPeer>> Shared = new(StartAsync);

    /// <summary>Gets the shared server, started for the first test; skips the test if it is not installed.</summary>
    public static Task<PostgresPeer> GetAsync() => Peers.WaitOrSkipAsync(Shared);

    /// <summary>Starts a separate server for a test that stops the server.</summary>
    public static Task<PostgresPeer> LaunchSeparateAsync() =>
        Peers.WaitOrSkipAsync(new Lazy<Task<PostgresPeer>>(StartAsync));

    /// <summary>Creates the connection string of a database on the server.</summary>
    public string CreateConnectionString(string database) =>
        $"Host=127.0.0.1;Port={process.Address};Username=oauth;Database={database};Maximum Pool Size=20;Timeout=60";

    public Task SendCommandAsync(string word) => process.SendCommandAsync(word);

    public ValueTask StopAsync() => process.DisposeAsync();

    private static async Task<PostgresPeer> StartAsync()
    {
        var programs = ProgramFolders().FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new PeerMissingException(
                "PostgreSQL is neither on the PATH nor Debian's (apt-get install postgresql)");
        string[] command = ["bash", "-c", Repository.Read(Script), "serve.sh", programs, $"{FreePort.Next()}"];
        // PostgreSQL refuses to run as root.
        if (Environment.IsPrivilegedProcess)
            command = ["runuser", "-u", "postgres", "--", .. command];
        return new(await PeerProcess.LaunchAsync(command[0], Path.GetTempPath(), command[1..]));
    }

    private static IEnumerable<string> ProgramFolders()
    {
        var versions = Directory.Exists(DebianFolder) ? Directory.EnumerateDirectories(DebianFolder) : [];
        var debian = versions
            .OrderByDescending(version => version, StringComparer.Ordinal)
            .Select(version => Path.Combine(version, "bin"));
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(debian);
    }
}
