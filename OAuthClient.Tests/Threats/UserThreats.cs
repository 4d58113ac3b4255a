using Flurl.Http;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Threats;

/// <summary>Nobody ever calls with another's token.</summary>
public class UserThreats
{
    private const int Users = 50, Calls = 2_000;

    [Test]
    public async Task T42_Of_many_users_at_once_each_calls_with_the_own_token_also_while_all_are_refreshed()
    {
        var stage = new Stage();
        for (var user = 0; user < Users; user++)
        {
            var browser = stage.NewBrowser();
            var callback = await stage.ToBrowserAsync($"{user}", browser, name: $"name-{user}");
            Assert.That((await stage.FinishAsync(callback, browser.Cookie)).IsStored, Is.True);
        }
        stage.Time.Advance(TimeSpan.FromHours(1));
        await Parallel.ForAsync(0, Calls, async (number, ct) =>
        {
            var user = new Random(number).Next(Users);
            Assert.That(await stage.Dance.Session($"{user}").Request("me").GetStringAsync(cancellationToken: ct), Is.EqualTo($$"""{"login":"name-{{user}}","id":{{PretendProvider.IdOf($"name-{user}")}}}"""));
        });
        Assert.That(stage.Provider.Refreshes, Is.EqualTo(Users));
    }

    [Test]
    public async Task T42_Who_is_nobody_has_no_token_though_others_have([Values("43", "(the only user)", "42 ")] string user)
    {
        var stage = new Stage();
        await stage.LoginAsync("42");
        Assert.That(await stage.Dance.Session(user).GetTokenAsync(), Is.Null);
        Assert.That(() => stage.Dance.Session(OAuthUser.Unknown), Throws.ArgumentException);
    }
}
