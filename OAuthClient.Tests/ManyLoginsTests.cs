using OAuthClient.Storage;

namespace OAuthClient.Tests;

/// <summary>More than one login at once: two tabs, and floods.</summary>
public class ManyLoginsTests
{
    [Test]
    public async Task Two_tabs_of_one_browser_finish_in_either_order([Values] Protocol protocol, [Values] bool firstFirst)
    {
        var stage = new Stage(protocol);
        var callbacks = new List<string> { await stage.ToCallbackAsync("1", name: "anna") };
        var cookie = stage.Browser.Cookie;
        callbacks.Add(await stage.ToCallbackAsync("2", name: "bert"));
        Assert.That(stage.Browser.Cookie, Is.EqualTo(cookie), "one key a browser");
        if (!firstFirst)
            callbacks.Reverse();
        foreach (var callback in callbacks)
            Assert.That((await stage.Dance.FinishAsync(callback, cookie)).IsStored, Is.True);
        Assert.That((stage.TokenRequests, stage.Tokens.Count), Is.EqualTo((2, 2)));
    }

    [Test]
    public async Task A_flood_of_logins_by_one_browser_keeps_its_last_ten_and_nobody_elses()
    {
        var stage = new Stage();
        var another = stage.NewBrowser();
        var callback = await stage.ToCallbackAsync("another", another);
        var flood = new List<string>();
        for (var number = 0; number < 25; number++)
            flood.Add(await stage.ToCallbackAsync("42"));
        Assert.That(stage.Pending.Count, Is.EqualTo(10 + 1));
        Assert.That((await stage.Dance.FinishAsync(callback, another.Cookie)).IsStored, Is.True);
        Assert.That((await stage.Dance.FinishAsync(flood[15], stage.Browser.Cookie)).IsStored, Is.True);
        Assert.That((await stage.Dance.FinishAsync(flood[14], stage.Browser.Cookie)).Error?.Code, Is.EqualTo(OAuthErrorCode.StateUnknown));
    }

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
