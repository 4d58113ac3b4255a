using System.Globalization;
using OAuthClient;
using OAuthClient.Testing;

namespace OAuthHarness.Race;

/// <summary>Several processes, one store, one user, whose token ends in every round: who refreshes it, and is it ever lost?</summary>
internal sealed class Race(string store, string place, string kind, int processes, int callers, bool kill)
{
    // Which moment a process is killed at. The same in every run; what it hits is not.
    private readonly Random _random = new(1);

    public async Task<RaceReport> RunAsync(int rounds)
    {
        var report = new RaceReport();
        var (provider, url) = await RaceProcess.StartAsync("provider", kind);
        using var _ = provider;
        var tokens = await RaceStores.OpenAsync(store, place);
        await LogInAsync(url, tokens, 0);
        var workers = new List<RaceProcess>();
        try
        {
            for (var number = 0; number < processes; number++)
                workers.Add(await StartWorkerAsync(url));
            for (var round = 1; round <= rounds; round++)
            {
                await provider.AskAsync(round);
                var said = await RunRoundAsync(workers, round, url);
                report.Add(said, callers, int.Parse((await provider.AskAsync(round))!, CultureInfo.InvariantCulture), kill);
                if (said.Any(line => line.Split(' ')[1] != "0"))
                    await LogInAsync(url, tokens, round);
            }
        }
        finally
        {
            workers.ForEach(worker => worker.Dispose());
        }
        return report;
    }

    private async Task<List<string>> RunRoundAsync(List<RaceProcess> workers, int round, string url)
    {
        workers.ForEach(worker => worker.WriteNumber(round));
        if (kill)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(60)), TimeProvider.System);
            workers[0].Kill();
        }
        var said = (await Task.WhenAll(workers.Skip(kill ? 1 : 0).Select(worker => worker.ReadLineAsync()))).Select(line => line ?? throw new InvalidOperationException("A process of the race ended by itself.")).ToList();
        if (kill)
        {
            workers[0].Dispose();
            workers.RemoveAt(0);
            workers.Add(await StartWorkerAsync(url));
        }
        return said;
    }

    private async Task<RaceProcess> StartWorkerAsync(string url) =>
        (await RaceProcess.StartAsync("worker", url, store, place, callers.ToString(CultureInfo.InvariantCulture))).Process;

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
