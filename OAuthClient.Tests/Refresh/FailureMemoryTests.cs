using Microsoft.Extensions.Time.Testing;
using OAuthClient.Refresh;

namespace OAuthClient.Tests.Refresh;

/// <summary>The failures of refreshes are remembered within bounds, however many users an outage reaches.</summary>
public class FailureMemoryTests
{
    private const int ManyUsers = 30_000;

    private static readonly OAuthException Busy = new(
        OAuthOutcomeKind.ProviderFailed,
        new(OAuthErrorCode.EndpointBusy, "later") { RetryAfter = TimeSpan.FromMinutes(30) });

    [Test]
    public void The_oldest_rests_end_early_when_too_many_tokens_rest()
    {
        var time = new FakeTimeProvider();
        var failures = new RefreshFailures(time);
        for (var user = 0; user < ManyUsers; user++)
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            failures.Record(KeyOf(user), CreateToken(user), Busy, hasEnded: false);
        }
        var resting = Enumerable.Range(0, ManyUsers)
            .Count(user => failures.FindResting(KeyOf(user), CreateToken(user), hasEnded: false) is not null);
        Assert.That(resting, Is.InRange(5_000, 10_000));
        Assert.That(
            failures.FindResting(KeyOf(ManyUsers - 1), CreateToken(ManyUsers - 1), hasEnded: false),
            Is.Not.Null,
            "the newest rests");
    }

    [Test]
    public void Dead_tokens_are_remembered_within_bounds()
    {
        var dead = new DeadTokens();
        for (var user = 0; user < ManyUsers; user++)
            dead.Add(KeyOf(user), CreateToken(user), Busy.Error);
        var known = Enumerable.Range(0, ManyUsers)
            .Count(user => dead.Find(KeyOf(user), CreateToken(user)) is not null);
        Assert.That(known, Is.InRange(1, 10_000));
        Assert.That(dead.Find(KeyOf(ManyUsers - 1), CreateToken(ManyUsers - 1)), Is.Not.Null);
    }

    private static TokenKey KeyOf(int user) => new("pretend", "client", $"user {user}", TokenKey.DefaultAccount);

    private static OAuthToken CreateToken(int user) => new() { AccessToken = $"token {user}" };
}
