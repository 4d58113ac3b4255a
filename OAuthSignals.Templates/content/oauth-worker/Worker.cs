namespace OAuthWorker;

/// <summary>Calls the API from time to time; the client refreshes the token when it is due.</summary>
internal sealed class Worker(IHttpClientFactory clients, IConfiguration configuration, ILogger<Worker> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(configuration.GetValue<TimeSpan>("Every"));
        do
        {
            using var api = clients.CreateClient("api");
            logger.LogInformation("{User}", await api.GetStringAsync("user", stoppingToken));
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
