using OAuthClient;

namespace OAuthWorker;

/// <summary>Calls the API from time to time; the client refreshes the token when it is due.</summary>
/// <remarks>When only a new login helps, the program ends, and its next start asks for one.</remarks>
internal sealed class Worker(IHttpClientFactory clients, IConfiguration configuration, ILogger<Worker> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(configuration.GetValue<TimeSpan>("Every"));
        do
            await CallAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task CallAsync(CancellationToken cancellationToken)
    {
        using var api = clients.CreateClient("api");
        try
        {
            logger.LogInformation("{User}", await api.GetStringAsync("user", cancellationToken));
        }
        catch (Exception fault)
            when (fault is HttpRequestException or OAuthException and not AuthorizationRequiredException)
        {
            logger.LogWarning(fault, "The call failed. The next one is in {Every}.", configuration["Every"]);
        }
    }
}
