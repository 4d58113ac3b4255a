using OAuthClient.Storage;

namespace OAuthClient.Tests.Threats;

/// <summary>A callback ends one login, of one browser, once.</summary>
public class StateThreats
{
    [Test]
    public async Task T01_A_state_that_was_used_is_refused_and_asks_for_no_token([Values] Protocol protocol, [Values("another code", "a denial", "a minute later")] string what)
    {
        var stage = new Stage(protocol);
        var callback = await stage.ToCallbackAsync("42");
        Assert.That((await stage.FinishAsync(callback, stage.Browser.Cookie)).IsStored, Is.True);
        if (what == "a minute later")
            stage.Time.Advance(TimeSpan.FromSeconds(61));
        var again = what switch
        {
            "another code" => Callbacks.Set(callback, Callbacks.Proof(protocol), "the-code-of-another"),
            "a denial" => Callbacks.Denial(protocol, callback),
            _ => callback,
        };
        await stage.AssertRefusedAsync(again, Callbacks.Code(protocol, "reused"));
    }

    [Test]
    public async Task T01_A_second_identical_callback_asks_for_no_second_token([Values] Protocol protocol)
    {
        var stage = new Stage(protocol);
        var callback = await stage.ToCallbackAsync("42");
        var first = await stage.FinishAsync(callback, stage.Browser.Cookie);
        Assert.That(await stage.FinishAsync(callback, stage.Browser.Cookie), Is.EqualTo(first));
        Assert.That((stage.TokenRequests, stage.Heard.Count), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task T02_A_state_that_is_missing_unknown_expired_or_of_another_site_is_refused(
        [Values] Protocol protocol, [Values] bool denial, [Values("missing", "empty", "unknown", "foreign", "expired")] string what)
    {
        var (stage, other) = (new Stage(protocol), new Stage(protocol));
        var callback = await stage.ToCallbackAsync("42");
        var foreign = await other.ToCallbackAsync("42");
        if (what == "expired")
            stage.Time.Advance(TimeSpan.FromMinutes(15));
        if (what == "foreign")
            callback = foreign;
        if (denial)
            callback = Callbacks.Denial(protocol, callback);
        var handle = denial && protocol == Protocol.OAuth1 ? "denied" : Callbacks.Handle(protocol);
        callback = what switch
        {
            "missing" => Callbacks.Without(callback, handle),
            "empty" => Callbacks.Set(callback, handle, ""),
            "unknown" => Callbacks.Set(callback, handle, "nobody-ever-began-this"),
            _ => callback,
        };
        var code = what switch { "missing" or "empty" => "missing", "expired" => "expired", _ => "unknown" };
        await stage.AssertRefusedAsync(callback, Callbacks.Code(protocol, code));
    }

    [Test]
    public async Task T03_A_state_is_of_no_use_in_another_browser_though_the_store_is_shared([Values] Protocol protocol, [Values] bool denial, [Values] bool hasLoginOfItsOwn)
    {
        var (stage, attacker) = (new Stage(protocol), default(Secret));
        var machine = new OAuthDance(stage.Dance.Provider, Stage.Callback, stage.Options);
        var callback = await stage.ToCallbackAsync("42");
        if (hasLoginOfItsOwn)
            attacker = (await machine.BeginAsync("attacker")).BrowserKey;
        var leaked = denial ? Callbacks.Denial(protocol, callback) : callback;
        await stage.AssertRefusedAsync(() => machine.FinishAsync(leaked, attacker), Callbacks.Code(protocol, "wrong_browser"), leaked);
        Assert.That((await machine.FinishAsync(callback, stage.Browser.Cookie)).IsStored, Is.True, "and the login is still its browser's");
    }

    [Test]
    public async Task T05_Two_tabs_of_one_browser_finish_in_either_order([Values] Protocol protocol, [Values] bool firstFirst)
    {
        var stage = new Stage(protocol);
        var callbacks = new List<string> { await stage.ToCallbackAsync("1", name: "anna") };
        var cookie = stage.Browser.Cookie;
        callbacks.Add(await stage.ToCallbackAsync("2", name: "bert"));
        Assert.That(stage.Browser.Cookie, Is.EqualTo(cookie), "one key a browser");
        if (!firstFirst)
            callbacks.Reverse();
        foreach (var callback in callbacks)
            Assert.That((await stage.FinishAsync(callback, cookie)).IsStored, Is.True);
        Assert.That((stage.TokenRequests, stage.Tokens.Count), Is.EqualTo((2, 2)));
    }

    [Test]
    public async Task T06_A_flood_of_logins_by_one_browser_keeps_its_last_ten_and_nobody_elses([Values] Protocol protocol)
    {
        var (stage, flood) = (new Stage(protocol), new List<string>());
        var another = stage.NewBrowser();
        var callback = await stage.ToCallbackAsync("another", another);
        for (var number = 0; number < 25; number++)
            flood.Add(await stage.ToCallbackAsync("42"));
        Assert.That(stage.Pending.Count, Is.EqualTo(10 + 1));
        Assert.That((await stage.FinishAsync(callback, another.Cookie)).IsStored, Is.True);
        await stage.AssertRefusedAsync(flood[14], Callbacks.Code(protocol, "unknown"));
        Assert.That((await stage.FinishAsync(flood[15], stage.Browser.Cookie)).IsStored, Is.True);
    }

    [Test]
    public async Task T06_A_flood_of_logins_by_many_browsers_keeps_what_the_store_has_room_for([Values] Protocol protocol)
    {
        MemoryPendingDanceStore store = null!;
        var stage = new Stage(protocol, options => options with { PendingDances = store = new(options.Time, capacity: 50) });
        for (var number = 0; number < 1_000; number++)
            await stage.Dance.BeginAsync(OAuthUser.Unknown);
        Assert.That(store.Count, Is.EqualTo(50));
    }
}
