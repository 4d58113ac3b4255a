using OAuthClient.Tests.Peers;
using OAuthHarness.Race;

namespace OAuthClient.Tests.Harness;

/// <summary>
/// Lets three processes renew the tokens of one token store at the same time. The provider runs in a separate process
/// and detects the reuse of a refresh token. The harness command <c>race</c> runs the same race for longer.
/// </summary>
[NonParallelizable]
public class RaceTests
{
    private const int Rounds = 10;
    private const int Callers = 20;

    static RaceTests() =>
        RaceProcess.Program = Path.Combine(
            AppContext.BaseDirectory.Replace("OAuthClient.Tests", "OAuthHarness", StringComparison.Ordinal),
            "OAuthHarness.dll");

    [Test]
    public async Task T45_Processes_that_share_files_lose_no_session_and_refresh_once_a_round() =>
        await AssertNoSessionLostAsync("file");

    [Test]
    public async Task T45_Processes_that_share_an_SQLite_database_lose_no_session_and_refresh_once_a_round() =>
        await AssertNoSessionLostAsync("sqlite");

    [Test]
    public async Task T45_Processes_that_share_PostgreSQL_lose_no_session_and_refresh_once_a_round() =>
        await AssertNoSessionLostAsync(
            "postgres", (await PostgresPeer.GetAsync()).CreateConnectionString($"race_{Environment.ProcessId}"));

    [Test]
    public async Task T45_Processes_that_share_Redis_lose_no_session_and_refresh_once_a_round() =>
        await AssertNoSessionLostAsync(
            "redis", (await RedisPeer.GetAsync(RedisMode.Standalone)).Machines[0].Configuration);

    [TestCase("file")]
    [TestCase("sqlite")]
    [TestCase("redis")]
    public async Task Processes_that_have_no_token_of_the_program_request_one_together(string store)
    {
        var connect = store == "redis"
            ? (await RedisPeer.GetAsync(RedisMode.Standalone)).Machines[0].Configuration
            : null;
        await AssertNoSessionLostAsync(store, connect, isApplication: true);
    }

    [TestCase(RaceProvider.Grace)]
    [TestCase(RaceProvider.Strict)]
    public async Task T45_A_killed_process_loses_no_session_except_one_that_a_strict_provider_had_just_answered(
        string provider)
    {
        using var temporary = new TemporaryFolder();
        var race = new Race(new()
        {
            Store = "file",
            Place = temporary.Folder,
            Provider = provider,
            Processes = 3,
            Callers = Callers,
            Kill = true,
        });
        var report = await race.RunAsync(Rounds);
        Assert.That(report.IsPassed(provider), Is.True, report.ToString());
        Assert.That(report.Kills, Is.EqualTo(Rounds));
    }

    private static async Task AssertNoSessionLostAsync(
        string store, string? connect = null, bool isApplication = false)
    {
        using var temporary = new TemporaryFolder();
        var race = new Race(new()
        {
            Store = store,
            Place = connect ?? temporary.Folder,
            Provider = RaceProvider.Strict,
            Processes = 3,
            Callers = Callers,
            IsApplication = isApplication,
        });
        var report = await race.RunAsync(Rounds);
        Assert.That(
            (report.LostSessions, report.Failures, report.RoundsWithWrongRefreshCount, report.Calls),
            Is.EqualTo((0, 0, 0, 3 * Callers * Rounds)),
            report.ToString());
    }

    /// <summary>A temporary directory. <see cref="Dispose"/> deletes the directory.</summary>
    private sealed class TemporaryFolder : IDisposable
    {
        public string Folder { get; } = Directory.CreateTempSubdirectory("race-").FullName;

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
