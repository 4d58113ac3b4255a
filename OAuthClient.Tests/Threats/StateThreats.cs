using OAuthClient.Storage;

namespace OAuthClient.Tests.Threats;

/// <summary>
/// A callback finishes only the login to which its state belongs, only in the same browser, and only once.
/// </summary>
public class StateThreats
{
    [Test]
    public async Task T01_A_used_state_is_refused_without_a_token_request(
        [Values] Protocol protocol, [Values("another code", "a denial", "a minute later")] string what)
    {
        var setup = new DanceSetup(protocol);
        var callback = await setup.GetCallbackUrlAsync("42");
        Assert.That((await setup.FinishAsync(OAuthCallback.FromUrl(callback), setup.Browser.Cookie)).IsStored, Is.True);
        if (what == "a minute later")
            setup.Time.Advance(TimeSpan.FromSeconds(61));
        var again = what switch
        {
            "another code" =>
                Callbacks.WithValue(callback, Callbacks.CodeOrVerifierParameter(protocol), "the-code-of-another"),
            "a denial" => Callbacks.Denial(protocol, callback),
            _ => callback,
        };
        await setup.AssertRefusedAsync(again, Callbacks.ErrorCode(protocol, "reused"));
    }

    [Test]
    public async Task T01_A_second_identical_callback_makes_no_second_token_request([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        var callback = await setup.GetCallbackUrlAsync("42");
        var first = await setup.FinishAsync(OAuthCallback.FromUrl(callback), setup.Browser.Cookie);
        Assert.That(await setup.FinishAsync(OAuthCallback.FromUrl(callback), setup.Browser.Cookie), Is.EqualTo(first));
        Assert.That((setup.TokenRequestCount, setup.SentSignals.Count), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task T02_A_missing_unknown_expired_or_foreign_state_is_refused(
        [Values] Protocol protocol, [Values] bool denial,
        [Values("missing", "empty", "unknown", "foreign", "expired")] string what)
    {
        var setup = new DanceSetup(protocol);
        var other = new DanceSetup(protocol);
        var callback = await setup.GetCallbackUrlAsync("42");
        var foreign = await other.GetCallbackUrlAsync("42");
        if (what == "expired")
            setup.Time.Advance(TimeSpan.FromMinutes(15));
        if (what == "foreign")
            callback = foreign;
        if (denial)
            callback = Callbacks.Denial(protocol, callback);
        var handle = denial && protocol == Protocol.OAuth1 ? "denied" : Callbacks.IdParameter(protocol);
        callback = what switch
        {
            "missing" => Callbacks.Without(callback, handle),
            "empty" => Callbacks.WithValue(callback, handle, ""),
            "unknown" => Callbacks.WithValue(callback, handle, "nobody-ever-began-this"),
            _ => callback,
        };
        var code = what switch
        {
            "missing" or "empty" => "missing",
            "expired" => "expired",
            _ => "unknown",
        };
        // The words of an error without a state are shown to developers, as unverified.
        var hasShownWords = denial && protocol == Protocol.OAuth2 && code == "missing";
        await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync(callback, setup.Browser.Cookie),
            Callbacks.ErrorCode(protocol, code),
            hasShownWords ? "" : callback);
    }

    [Test]
    public async Task T03_A_state_is_refused_in_another_browser_even_with_a_shared_store(
        [Values] Protocol protocol, [Values] bool denial, [Values] bool hasLoginOfItsOwn)
    {
        var setup = new DanceSetup(protocol);
        var attacker = default(Secret);
        var machine = new OAuthDance(setup.Dance.Provider, DanceSetup.RedirectUri, setup.Options);
        var callback = await setup.GetCallbackUrlAsync("42");
        if (hasLoginOfItsOwn)
            attacker = (await machine.BeginAsync("attacker")).BrowserKey;
        var leaked = denial ? Callbacks.Denial(protocol, callback) : callback;
        await setup.AssertRefusedAsync(
            () => machine.FinishAsync(leaked, attacker),
            Callbacks.ErrorCode(protocol, "wrong_browser"),
            leaked);
        Assert.That(
            (await machine.FinishAsync(callback, setup.Browser.Cookie)).IsStored,
            Is.True,
            "the browser of the login can still finish it");
    }

    [Test]
    public async Task T05_Two_tabs_of_one_browser_finish_in_either_order(
        [Values] Protocol protocol, [Values] bool firstFirst)
    {
        var setup = new DanceSetup(protocol);
        var callbacks = new List<string> { await setup.GetCallbackUrlAsync("1", name: "anna") };
        var cookie = setup.Browser.Cookie;
        callbacks.Add(await setup.GetCallbackUrlAsync("2", name: "bert"));
        Assert.That(setup.Browser.Cookie, Is.EqualTo(cookie), "a browser has one key");
        if (!firstFirst)
            callbacks.Reverse();
        foreach (var callback in callbacks)
            Assert.That((await setup.FinishAsync(OAuthCallback.FromUrl(callback), cookie)).IsStored, Is.True);
        Assert.That((setup.TokenRequestCount, setup.Tokens.Count), Is.EqualTo((2, 2)));
    }

    [Test]
    public async Task T06_A_flood_of_logins_by_one_browser_keeps_its_last_ten_and_evicts_no_other_browser(
        [Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        var flood = new List<string>();
        var another = setup.CreateBrowser();
        var callback = await setup.GetCallbackUrlAsync("another", another);
        for (var number = 0; number < 25; number++)
            flood.Add(await setup.GetCallbackUrlAsync("42"));
        Assert.That(setup.Pending.Count, Is.EqualTo(10 + 1));
        Assert.That((await setup.FinishAsync(OAuthCallback.FromUrl(callback), another.Cookie)).IsStored, Is.True);
        await setup.AssertRefusedAsync(flood[14], Callbacks.ErrorCode(protocol, "unknown"));
        Assert.That(
            (await setup.FinishAsync(OAuthCallback.FromUrl(flood[15]), setup.Browser.Cookie)).IsStored,
            Is.True);
    }

    [Test]
    public async Task T06_A_flood_of_logins_by_many_browsers_is_bounded_by_the_capacity_of_the_store(
        [Values] Protocol protocol)
    {
        MemoryPendingDanceStore store = null!;
        var setup = new DanceSetup(
            protocol, options => options with { PendingDances = store = new(options.Time, capacity: 50) });
        for (var number = 0; number < 1_000; number++)
            await setup.Dance.BeginAsync(OAuthUser.Unknown);
        Assert.That(store.Count, Is.EqualTo(50));
    }
}
