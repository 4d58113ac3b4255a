namespace OAuthClient.Tests.Login;

/// <summary>The cookie that a host without a framework keeps for each login.</summary>
public class LoginCookieTests
{
    [Test]
    public async Task Three_logins_that_begin_at_once_all_end_well_by_their_cookies([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        var cookies = new Dictionary<string, Secret>();
        var callbacks = new List<OAuthCallback>();
        for (var tab = 0; tab < 3; tab++)
        {
            var login = await setup.Dance.BeginAsync("42");
            cookies.Add(login.CookieName!, login.BrowserKey);
            callbacks.Add(await setup.Browser.AllowAsync(login.AuthorizationUrl!));
        }
        foreach (var callback in callbacks)
        {
            var name = setup.Dance.FindCookieName(callback)!;
            Assert.That((await setup.Dance.FinishAsync(callback, cookies[name])).IsStored, Is.True);
        }
    }

    [Test]
    public async Task The_name_of_the_cookie_shows_nothing_of_the_state([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        var login = await setup.Dance.BeginAsync("42");
        var id = setup.Recorder.SavedDances.Single().Id;
        Assert.That(login.CookieName, Does.Match(@"^oauth\.[A-Za-z0-9_-]{22}$"));
        Assert.That(login.CookieName, Does.Not.Contain(id[..8]));
    }

    [TestCase("?code=a")]
    [TestCase("?state=")]
    [TestCase("")]
    public void A_callback_that_names_no_login_has_no_cookie(string url) =>
        Assert.That(new DanceSetup().Dance.FindCookieName(OAuthCallback.FromUrl(url)), Is.Null);

    [TestCase("?state=%FF")]
    [TestCase("?state=%00&state=a")]
    public void The_name_for_a_forged_state_is_a_name_like_any_other(string url) =>
        Assert.That(
            new DanceSetup().Dance.FindCookieName(OAuthCallback.FromUrl(url)),
            Does.Match(@"^oauth\.[A-Za-z0-9_-]{22}$"));

    [Test]
    public async Task A_login_that_did_not_begin_has_no_cookie()
    {
        var setup = new DanceSetup();
        setup.Signals.BeforeLogin.Connect((_, _) => false);
        Assert.That((await setup.Dance.BeginAsync("42")).CookieName, Is.Null);
        Assert.That(
            (await setup.Dance.BeginAsync("42", new() { ReturnUrl = "//evil.example" })).CookieName, Is.Null);
    }
}
