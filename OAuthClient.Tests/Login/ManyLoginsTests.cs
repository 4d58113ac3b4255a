using OAuthClient.Storage;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Login;

/// <summary>More logins than anybody means to finish: none of them is kept for ever.</summary>
[NonParallelizable]
public class ManyLoginsTests
{
    private const int Repetitions = 100_000;
    private const int Capacity = 1_000;

    // A kept login is a kibibyte or two; a flood that was kept would be a hundred times as much as this.
    private const long MaxMemoryGrowth = 8 * 1024 * 1024;

    [Test]
    public async Task Unfinished_logins_are_kept_up_to_the_capacity_of_the_store([Values] Protocol protocol, [Values] bool oneBrowser)
    {
        MemoryPendingDanceStore store = null!;
        var stage = new DanceSetup(protocol, options => options with { PendingDances = store = new(options.Time, capacity: 200, capacityPerBrowser: 7) });
        for (var number = 0; number < 1_000; number++)
            await stage.Dance.BeginAsync(OAuthUser.Unknown, new() { BrowserKey = oneBrowser ? "the one and only" : default });
        Assert.That(store.Count, Is.EqualTo(oneBrowser ? 7 : 200));
    }

    [Test]
    public async Task A_pending_store_removes_expired_logins()
    {
        var stage = new DanceSetup();
        for (var number = 0; number < 100; number++)
            await stage.Dance.BeginAsync(OAuthUser.Unknown);
        stage.Time.Advance(TimeSpan.FromMinutes(31));
        await stage.Dance.BeginAsync(OAuthUser.Unknown);
        Assert.That(stage.Pending.Count, Is.EqualTo(1));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_flood_of_logins_leaves_memory_bounded(bool oneBrowser)
    {
        var (dance, store, tokens) = CreateDance();
        var begin = new OAuthBeginOptions { BrowserKey = oneBrowser ? "the one and only" : default, ReturnUrl = "/" + new string('a', 200) };
        await AssertBoundedAsync(async _ => await dance.BeginAsync(OAuthUser.Unknown, begin));
        Assert.That((store.Count, tokens.Count), Is.EqualTo((oneBrowser ? 10 : Capacity, 0)));
    }

    [Test]
    public async Task A_flood_of_forged_callbacks_leaves_memory_bounded_and_the_login_unchanged()
    {
        var (dance, store, tokens) = CreateDance();
        var login = await dance.BeginAsync("42");
        var state = Callbacks.Value(login.AuthorizationUrl!.Query, "state");
        await AssertBoundedAsync(async number => await dance.FinishAsync((number % 4) switch
        {
            0 => $"?state=forged-{number}&code=forged-{number}",
            1 => $"?state={state}&code=forged-{number}&iss=https%3A%2F%2Fpretend.example",
            2 => $"?state={state}&error=forged-{number}&iss=https%3A%2F%2Fpretend.example",
            _ => $"?{number}={new string('%', number % 50)}",
        }, $"forged key {number}"));
        Assert.That((store.Count, tokens.Count), Is.EqualTo((1, 0)));
        Assert.That((await dance.FinishAsync($"?state={state}&error=access_denied&iss=https%3A%2F%2Fpretend.example", login.BrowserKey)).Kind, Is.EqualTo(OAuthOutcomeKind.Denied));
    }

    private static (OAuthDance Dance, MemoryPendingDanceStore Store, MemoryTokenStore Tokens) CreateDance()
    {
        var (store, tokens) = (new MemoryPendingDanceStore(capacity: Capacity), new MemoryTokenStore());
        return (new(new PretendProvider().OAuth2, DanceSetup.RedirectUri, new() { PendingDances = store, Tokens = tokens, Signals = new() }), store, tokens);
    }

    private static async Task AssertBoundedAsync(Func<int, Task> once)
    {
        for (var number = 0; number < Capacity; number++)
            await once(number);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var number = 0; number < Repetitions; number++)
            await once(number);
        Assert.That(GC.GetTotalMemory(forceFullCollection: true) - before, Is.LessThan(MaxMemoryGrowth));
    }
}
