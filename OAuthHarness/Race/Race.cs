using System.Globalization;
using OAuthClient;
using OAuthClient.Testing;

namespace OAuthHarness.Race;

/// <summary>
/// Several processes with one store and one token, a user's or the program's own, which expires in every round. The
/// race shows how often the token is renewed, and whether it is lost.
/// </summary>
internal sealed class Race(RaceSetup setup)
{
    // A fixed seed: the moments of the kills are the same in every run, though the steps that they interrupt are not.
    private readonly Random _random = new(1);

    public async Task<RaceReport> RunAsync(int rounds)
    {
        var report = new RaceReport();
        var (provider, url) = await RaceProcess.StartAsync("provider", setup.Provider);
        using var _ = provider;
        var tokens = await RaceStores.OpenAsync(setup.Store, setup.Place);
        if (!setup.IsApplication)
            await LogInAsync(url, tokens, 0);
        var workers = new List<RaceProcess>();
        try
        {
            for (var number = 0; number < setup.Processes; number++)
                workers.Add(await StartWorkerAsync(url));
            for (var round = 1; round <= rounds; round++)
            {
                await provider.AskAsync(round);
                var results = await RunRoundAsync(workers, round, url);
                var refreshes = int.Parse((await provider.AskAsync(round))!, CultureInfo.InvariantCulture);
                report.Add(results, setup.Callers, refreshes, setup.Kill);
                if (results.Any(result => result.LostSessions > 0))
                    await LogInAsync(url, tokens, round);
            }
        }
        finally
        {
            workers.ForEach(worker => worker.Dispose());
        }
        return report;
    }

    private async Task<List<WorkerResult>> RunRoundAsync(List<RaceProcess> workers, int round, string url)
    {
        workers.ForEach(worker => worker.WriteNumber(round));
        if (setup.Kill)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(60)), TimeProvider.System);
            workers[0].Kill();
        }
        var survivors = workers.Skip(setup.Kill ? 1 : 0);
        var lines = await Task.WhenAll(survivors.Select(worker => worker.ReadLineAsync()));
        var results = lines.Select(line => WorkerResult.Parse(
            line ?? throw new InvalidOperationException("A process of the race ended by itself."))).ToList();
        if (setup.Kill)
        {
            workers[0].Dispose();
            workers.RemoveAt(0);
            workers.Add(await StartWorkerAsync(url));
        }
        return results;
    }

    private async Task<RaceProcess> StartWorkerAsync(string url)
    {
        var callers = setup.Callers.ToString(CultureInfo.InvariantCulture);
        var owner = setup.IsApplication ? RaceWorker.Application : RaceWorker.User;
        var (worker, _) = await RaceProcess.StartAsync("worker", url, setup.Store, setup.Place, callers, owner);
        return worker;
    }

    private static async Task LogInAsync(string url, ITokenStore tokens, int hours)
    {
        var dance = RaceWorker.Dance(url, tokens, new OffsetClock { Hours = hours });
        var login = await dance.BeginAsync(OAuthUser.TheOnlyOne);
        using var http = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        var callback = await new PretendBrowser(http).AllowAsync(login.AuthorizationUrl!);
        var outcome = await dance.FinishAsync(callback, login.BrowserKey);
        if (!outcome.IsStored)
            throw new InvalidOperationException($"The login of the race failed: {outcome.Error}");
    }
}
