using OAuthClient.Storage;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Login;

/// <summary>
/// Many logins that are never finished. The pending dance store keeps a limited number of logins for a limited time.
/// </summary>
[NonParallelizable]
public class ManyLoginsTests
{
    private const int Repetitions = 100_000;
    private const int Capacity = 1_000;

    // One unfinished login takes one or two KiB. A hundred thousand unfinished logins would take many times this bound.
    private const long MaxMemoryGrowth = 8 * 1024 * 1024;

    [Test]
    public async Task Unfinished_logins_are_kept_up_to_the_capacity_of_the_store(
        [Values] Protocol protocol, [Values] bool oneBrowser)
    {
        MemoryPendingDanceStore store = null!;
        var setup = new DanceSetup(
            protocol,
            options =>
            {
                store = new(options.Time, capacity: 200, capacityPerBrowser: 7);
                return options with { PendingDances = store };
            });
        for (var number = 0; number < 1_000; number++)
        {
            await setup.Dance.BeginAsync(
                OAuthUser.Unknown, new() { BrowserKey = oneBrowser ? "the only browser" : default });
        }
        Assert.That(store.Count, Is.EqualTo(oneBrowser ? 7 : 200));
    }

    [Test]
    public async Task A_pending_store_removes_expired_logins()
    {
        var setup = new DanceSetup();
        for (var number = 0; number < 100; number++)
            await setup.Dance.BeginAsync(OAuthUser.Unknown);
        setup.Time.Advance(TimeSpan.FromMinutes(31));
        await setup.Dance.BeginAsync(OAuthUser.Unknown);
        Assert.That(setup.Pending.Count, Is.EqualTo(1));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_flood_of_logins_leaves_memory_bounded(bool oneBrowser)
    {
        var (dance, store, tokens) = CreateDance();
        var begin = new OAuthBeginOptions
        {
            BrowserKey = oneBrowser ? "the only browser" : default,
            ReturnUrl = "/" + new string('a', 200),
        };
        await AssertMemoryStaysBoundedAsync(async _ => await dance.BeginAsync(OAuthUser.Unknown, begin));
        Assert.That((store.Count, tokens.Count), Is.EqualTo((oneBrowser ? 10 : Capacity, 0)));
    }

    [Test]
    public async Task A_flood_of_forged_callbacks_leaves_memory_bounded_and_the_login_unchanged()
    {
        var (dance, store, tokens) = CreateDance();
        var login = await dance.BeginAsync("42");
        var state = Callbacks.Value(login.AuthorizationUrl!.Query, "state");
        const string iss = "iss=https%3A%2F%2Fpretend.example";
        string Forge(int number) => (number % 4) switch
        {
            0 => $"?state=forged-{number}&code=forged-{number}",
            1 => $"?state={state}&code=forged-{number}&{iss}",
            2 => $"?state={state}&error=forged-{number}&{iss}",
            _ => $"?{number}={new string('%', number % 50)}",
        };
        await AssertMemoryStaysBoundedAsync(async number => await dance.FinishAsync(Forge(number), $"forged key {number}"));
        Assert.That((store.Count, tokens.Count), Is.EqualTo((1, 0)));
        var outcome = await dance.FinishAsync($"?state={state}&error=access_denied&{iss}", login.BrowserKey);
        Assert.That(outcome.Kind, Is.EqualTo(OAuthOutcomeKind.Denied));
    }

    private static (OAuthDance Dance, MemoryPendingDanceStore Store, MemoryTokenStore Tokens) CreateDance()
    {
        var store = new MemoryPendingDanceStore(capacity: Capacity);
        var tokens = new MemoryTokenStore();
        var options = new OAuthDanceOptions { PendingDances = store, Tokens = tokens, Signals = new() };
        return (new(new PretendProvider().OAuth2, DanceSetup.RedirectUri, options), store, tokens);
    }

    private static async Task AssertMemoryStaysBoundedAsync(Func<int, Task> work)
    {
        for (var number = 0; number < Capacity; number++)
            await work(number);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var number = 0; number < Repetitions; number++)
            await work(number);
        Assert.That(GC.GetTotalMemory(forceFullCollection: true) - before, Is.LessThan(MaxMemoryGrowth));
    }
}
