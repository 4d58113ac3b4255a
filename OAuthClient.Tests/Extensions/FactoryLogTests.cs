using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Extensions;

/// <summary>The factory logs the headers of each call at Trace, and never the one with the token.</summary>
public class FactoryLogTests
{
    [TestCase("Authorization", "Bearer", true)]
    [TestCase("Authorization", "Bearer", false)]
    [TestCase("X-Token", "", true)]
    public async Task No_log_of_the_factory_shows_a_token(string header, string scheme, bool redactsOthers)
    {
        var log = new ConcurrentQueue<string>();
        await using var host = new PretendHost(
            services =>
            {
                var builder = PretendHost.AddApi(services);
                if (redactsOthers)
                    builder.RedactLoggedHeaders(["X-Other"]);
                services.AddLogging(logging =>
                    logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new QueueLoggerProvider(log)));
            },
            options => options.Provider = Change((OAuth2Provider)options.Provider!, header, scheme));
        await host.LogInAsync("anna");
        await CallAsync(host);
        var token = await host.Dance.Session("anna").GetTokenAsync();
        Assert.That(log, Has.Some.Contains($"{header}:"), "the headers are logged");
        Assert.That(log, Has.None.Contains(token!.AccessToken.Reveal()));
    }

    [Test]
    public async Task No_log_of_the_factory_shows_a_token_of_the_program()
    {
        var log = new ConcurrentQueue<string>();
        await using var host = new PretendHost(services =>
        {
            services.AddHttpClient("api", client => client.BaseAddress = new(PretendHost.ApiAddress))
                .AddOAuthApplication("pretend");
            services.AddLogging(logging =>
                logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new QueueLoggerProvider(log)));
        });
        await Profile.ReadLoginAsync(host.Clients.CreateClient("api"));
        var token = await host.Dance.ApplicationSession().GetTokenAsync();
        Assert.That(log, Has.Some.Contains("Authorization:"), "the headers are logged");
        Assert.That(log, Has.None.Contains(token!.AccessToken.Reveal()));
    }

    private static OAuth2Provider Change(OAuth2Provider provider, string header, string scheme) => provider with
    {
        Quirks = provider.Quirks with { TokenHeader = header, TokenScheme = scheme },
    };

    private static async Task CallAsync(PretendHost host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "me").ForUser("anna");
        using var answer = await host.Clients.CreateClient("api").SendAsync(request);
    }

    private sealed class QueueLoggerProvider(ConcurrentQueue<string> log) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            log.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            log.Enqueue(formatter(state, exception) + exception);

        public void Dispose() { }
    }
}
