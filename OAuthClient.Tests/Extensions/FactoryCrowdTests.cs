using Microsoft.Extensions.DependencyInjection;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Extensions;

/// <summary>Many users share one client of the factory, and no token crosses.</summary>
public class FactoryCrowdTests
{
    private const int UserCount = 50, CallsOfRound = 2_000, RoundCount = 5;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    [Test]
    public async Task No_token_crosses_in_10000_calls_of_50_users_and_each_expiry_has_one_refresh([Values] bool isTyped)
    {
        await using var host = new PretendHost(services =>
        {
            PretendHost.AddApi(services).SetHandlerLifetime(TimeSpan.FromSeconds(1));
            services.AddHttpClient<TypedClient>(client => client.BaseAddress = new(PretendHost.ApiAddress))
                .AddOAuth("pretend")
                .SetHandlerLifetime(TimeSpan.FromSeconds(1));
        });
        host.Provider.AccessTokenLifetime = Lifetime;
        var users = Enumerable.Range(0, UserCount).Select(number => $"user-{number}").ToArray();
        foreach (var user in users)
            await host.LogInAsync(user);
        for (var round = 0; round < RoundCount; round++)
        {
            await Parallel.ForAsync(0, CallsOfRound, async (call, _) =>
            {
                var user = users[(call * 7) % UserCount];
                var client = isTyped
                    ? host.Services.GetRequiredService<TypedClient>().Http
                    : host.Clients.CreateClient("api");
                Assert.That(await Profile.ReadLoginAsync(client, user), Is.EqualTo(user));
            });
            host.Time.Advance(Lifetime + TimeSpan.FromMinutes(1));
            if (round == 0)
                await WaitForRotationAsync(host);
        }
        // The tokens of the first round are those of the logins.
        Assert.That(host.Provider.RefreshCount, Is.EqualTo(UserCount * (RoundCount - 1)));
        Assert.That(host.Provider.CountCalls(PretendEndpoint.Api), Is.EqualTo(CallsOfRound * RoundCount));
    }

    // The factory rotates its handlers by the system's clock.
    private static async Task WaitForRotationAsync(PretendHost host)
    {
        var handlers = host.Services.GetRequiredService<IHttpMessageHandlerFactory>();
        var first = handlers.CreateHandler("api");
        while (ReferenceEquals(handlers.CreateHandler("api"), first))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
    }

    private sealed class TypedClient(HttpClient http)
    {
        public HttpClient Http => http;
    }
}
