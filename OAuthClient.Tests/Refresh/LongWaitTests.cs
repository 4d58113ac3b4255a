using System.Net;
using System.Net.Http.Headers;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Refresh;

/// <summary>A provider that asks for a long wait gets a shorter one: a user must not be locked out for a day.</summary>
public class LongWaitTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static IEnumerable<RetryConditionHeaderValue> LongWaits =>
        [new(Day), new(30 * Day), new(new DateTimeOffset(2026, 1, 20, 0, 0, 0, TimeSpan.Zero))];

    [TestCaseSource(nameof(LongWaits))]
    public async Task A_token_that_has_ended_is_refreshed_again_after_ten_minutes_at_most(
        RetryConditionHeaderValue wait)
    {
        var setup = await CreateBusyAsync(TimeSpan.FromHours(1), wait);
        var failed = await CatchAsync(setup);
        setup.Provider.TokenAnswer = null;
        setup.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        var resting = await CatchAsync(setup);
        Assert.That(resting!.Error.RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(1)), "the error tells the true wait");
        setup.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await setup.Dance.Session("42").GetTokenAsync(), Is.Not.Null);
        Assert.That(failed!.Error.Code, Is.EqualTo(OAuthErrorCode.EndpointBusy));
    }

    [Test]
    public async Task A_token_that_is_valid_is_refreshed_again_after_an_hour_at_most()
    {
        var setup = await CreateBusyAsync(TimeSpan.FromMinutes(1), new(Day), TimeSpan.FromHours(3));
        await setup.Dance.Session("42").GetTokenAsync();
        setup.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        await setup.Dance.Session("42").GetTokenAsync();
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1), "the rest is not over");
        setup.Time.Advance(TimeSpan.FromSeconds(1));
        await setup.Dance.Session("42").GetTokenAsync();
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(2));
    }

    private static Task<OAuthException?> CatchAsync(DanceSetup setup) =>
        Assert.CatchAsync<OAuthException>(async () => await setup.Dance.Session("42").GetTokenAsync());

    private static async Task<DanceSetup> CreateBusyAsync(
        TimeSpan age, RetryConditionHeaderValue wait, TimeSpan? lifetime = null)
    {
        // The last hours of a token are early enough for a refresh.
        var setup = new DanceSetup(options: options => options with { RefreshEarly = TimeSpan.FromHours(8) });
        await setup.LoginAsync("42");
        var key = new TokenKey("pretend", PretendProvider.ClientId, "42", TokenKey.DefaultAccount);
        if (lifetime is { } left)
        {
            var stored = (await setup.Tokens.GetAsync(key))!;
            var due = stored.Token with
            {
                ReceivedAt = setup.Time.GetUtcNow() - TimeSpan.FromDays(10),
                ExpiresAt = setup.Time.GetUtcNow() + left,
            };
            await setup.Tokens.PutAsync(key, due, stored.Version);
        }
        setup.Time.Advance(age);
        setup.Provider.TokenAnswer = _ => new(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = wait } };
        return setup;
    }
}
