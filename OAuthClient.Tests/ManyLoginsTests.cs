using OAuthClient.Storage;

namespace OAuthClient.Tests;

/// <summary>More than one login at once: two tabs, and floods.</summary>
public class ManyLoginsTests
{
    [Test]
    public async Task A_flood_of_logins_by_many_browsers_stays_within_the_stores_capacity()
    {
        MemoryPendingDanceStore store = null!;
        var stage = new Stage(options: options => options with { PendingDances = store = new(options.Time, capacity: 50) });
        for (var number = 0; number < 10_001; number++)
            await stage.Dance.BeginAsync(OAuthUser.Unknown);
        Assert.That(store.Count, Is.EqualTo(50));
    }
}
