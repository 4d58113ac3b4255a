namespace OAuthClient.Tests.Login;

/// <summary>Callbacks without a state: no login that was begun here can be found for them.</summary>
public class UnsolicitedCallbackTests
{
    [TestCase("error=access_denied&error_description=The+user+said+no", "access_denied: The user said no")]
    [TestCase("error=invalid_scope&error_description=a%0D%0Ab%E9", "invalid_scope: a  bé")]
    [TestCase("error=unauthorized_client&state=", "unauthorized_client")]
    [TestCase("error=server_error&code=abc", "server_error")]
    public async Task The_words_of_an_error_without_a_state_are_shown_as_unverified(string parameters, string words)
    {
        var setup = new DanceSetup();
        await setup.GetCallbackUrlAsync("42");
        var outcome = await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync($"?{parameters}", setup.Browser.Cookie), OAuthErrorCode.StateMissing);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Error!.Hint, Does.Contain($"unverified: '{words}'"));
            Assert.That(outcome.Response.Body, Does.Not.Contain("access").And.Not.Contain("said"));
        }
    }

    [Test]
    public async Task The_unverified_words_are_short_on_one_line_and_hold_nothing_that_looks_like_a_token()
    {
        var setup = new DanceSetup();
        var forged = $"{new string('x', 3000)}%0AINFO+all+is+well";
        var token = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789";
        var callback = $"?error={token}&error_description={forged}";
        var outcome = await setup.Dance.FinishAsync(callback, default);
        Assert.That(
            outcome.Error!.Hint,
            Has.Length.LessThan(700).And.Contain("***").And.Not.Contain(token).And.Not.Contain("\n"));
    }

    [TestCase("code=abc&installation_id=12345&setup_action=install")]
    [TestCase("code=abc&installation_id=12345&setup_action=update&state=")]
    [TestCase("code=abc&setup_action=request")]
    [TestCase("code=abc&guild_id=1&permissions=8")]
    public async Task A_login_that_a_page_of_the_provider_began_has_an_error_and_a_hint_of_its_own(string parameters)
    {
        var setup = new DanceSetup();
        var outcome = await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync($"?{parameters}", setup.Browser.Cookie), "login_begun_elsewhere");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Error!.Hint, Does.Contain("BeginAsync"));
            Assert.That(outcome.Response.Body, Does.Contain("begin"));
        }
    }

    [Test]
    public async Task A_code_without_a_state_is_told_apart_from_an_address_that_a_user_opened_by_hand()
    {
        var setup = new DanceSetup();
        var code = await setup.AssertRefusedAsync("?code=abc", OAuthErrorCode.StateMissing);
        var nothing = await setup.AssertRefusedAsync("?", OAuthErrorCode.StateMissing);
        Assert.That(code.Error!.Hint, Does.Contain("page of the provider").And.Not.EqualTo(nothing.Error!.Hint));
    }

    [Test]
    public async Task The_parameters_of_an_installation_beside_a_state_change_nothing()
    {
        var setup = new DanceSetup();
        var callback = $"{await setup.GetCallbackUrlAsync("42")}&installation_id=12345&setup_action=install";
        Assert.That((await setup.Dance.FinishAsync(callback, setup.Browser.Cookie)).IsStored, Is.True);
    }
}
