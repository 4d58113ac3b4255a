using Flurl.Http;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Threats;

/// <summary>A user never calls the API with the token of another user.</summary>
public class UserThreats
{
    private const int UserCount = 50, CallCount = 2_000;

    [Test]
    public async Task T42_Concurrent_users_call_with_their_own_tokens_even_while_all_tokens_are_refreshed()
    {
        var setup = new DanceSetup();
        for (var user = 0; user < UserCount; user++)
        {
            var browser = setup.CreateBrowser();
            var callback = await setup.GetCallbackAsync($"{user}", browser, name: $"name-{user}");
            Assert.That((await setup.FinishAsync(callback, browser.Cookie)).IsStored, Is.True);
        }
        setup.Time.Advance(TimeSpan.FromHours(1));
        await Parallel.ForAsync(0, CallCount, async (number, ct) =>
        {
            var user = new Random(number).Next(UserCount);
            Assert.That(
                await setup.Dance.Session($"{user}").Request("me").GetStringAsync(cancellationToken: ct),
                Is.EqualTo($$"""{"login":"name-{{user}}","id":{{PretendProvider.IdOf($"name-{user}")}}}"""));
        });
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(UserCount));
    }

    [Test]
    public async Task T42_A_user_without_a_login_has_no_token_though_another_user_has_one(
        [Values("43", "(the only user)", "42 ")] string user)
    {
        var setup = new DanceSetup();
        await setup.LoginAsync("42");
        Assert.That(await setup.Dance.Session(user).GetTokenAsync(), Is.Null);
        Assert.That(() => setup.Dance.Session(OAuthUser.Unknown), Throws.ArgumentException);
    }
}
