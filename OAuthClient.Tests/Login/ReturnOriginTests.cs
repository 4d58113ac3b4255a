namespace OAuthClient.Tests.Login;

public class ReturnOriginTests
{
    [TestCase("https://spa.example/welcome?x=1#top", true)]
    [TestCase("https://SPA.example", true)]
    [TestCase("/home", true)]
    [TestCase("https://spa.example.evil.example/", false)]
    [TestCase("https://spa.example@evil.example/", false)]
    [TestCase("https://user@spa.example/", false)]
    [TestCase("https://evil.example/https://spa.example/", false)]
    [TestCase("http://spa.example/", false)]
    [TestCase("https://spa.example:444/", false)]
    [TestCase("https:\\\\spa.example/", false)]
    [TestCase("https://spa.example/\r\nSet-Cookie: a=b", false)]
    [TestCase("//spa.example/", false)]
    [TestCase("javascript:alert(1)", false)]
    [TestCase(null, false)]
    public async Task A_return_URL_on_another_origin_is_allowed_only_by_ReturnOrigins(string? url, bool allowed)
    {
        var setup = new DanceSetup(options: options => options with { ReturnOrigins = ["https://spa.example"] });
        var login = await setup.Dance.BeginAsync("42", new() { ReturnUrl = url! });
        Assert.That(
            (login.IsBegun, login.Error?.Code),
            Is.EqualTo((allowed, allowed ? null : OAuthErrorCode.ReturnUrlRefused)));
    }

    [Test]
    public async Task The_user_is_redirected_to_the_allowed_return_origin()
    {
        var setup = new DanceSetup(options: options => options with { ReturnOrigins = ["https://spa.example"] });
        var login = await setup.Dance.BeginAsync("42", new() { ReturnUrl = "https://spa.example/welcome" });
        var outcome = await setup.Dance.FinishAsync(
            await setup.Browser.AllowAsync(login.AuthorizationUrl!), login.BrowserKey);
        Assert.That(outcome.Response.Location, Is.EqualTo("https://spa.example/welcome"));
    }

    [TestCase("http://localhost:3000/x", true)]
    [TestCase("http://LOCALHOST:3000/x", true)]
    [TestCase("http://loopback:3000/x", false)]
    [TestCase("http://LoopBack:3000/x", false)]
    [TestCase("http://localhost.:3000/x", false)]
    [TestCase("http://127.0.0.1:3000/x", false)]
    public async Task Localhost_is_no_other_name_that_the_runtime_takes_for_this_machine(string url, bool allowed)
    {
        var setup = new DanceSetup(options: options => options with { ReturnOrigins = ["http://localhost:3000"] });
        Assert.That((await setup.Dance.BeginAsync("42", new() { ReturnUrl = url })).IsBegun, Is.EqualTo(allowed));
    }

    [TestCase("https://spa.example/path")]
    [TestCase("http://loopback:3000")]
    [TestCase(" http://loopback:3000")]
    [TestCase("http://localhost.:3000")]
    [TestCase("http://[::ffff:127.0.0.1]:3000")]
    [TestCase("http://spa.example")]
    [TestCase("spa.example")]
    [TestCase("*")]
    [TestCase("https://user@spa.example")]
    public void A_value_in_ReturnOrigins_that_is_no_origin_is_refused(string origin) =>
        Assert.That(
            () => new DanceSetup(options: options => options with { ReturnOrigins = [origin] }),
            Throws.ArgumentException.With.Message.Contains("ReturnOrigins"));
}
