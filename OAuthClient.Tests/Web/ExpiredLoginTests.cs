namespace OAuthClient.Tests.Web;

/// <summary>A login that expires while the user is at the provider.</summary>
[TestFixture(SampleDeployment.OneMachineWithShortLogins)]
[TestFixture(SampleDeployment.TwoMachinesWithShortLogins)]
public class ExpiredLoginTests(SampleDeployment kind)
{
    [TestCase("Log in with Pretend", "state_expired")]
    [TestCase("Log in with Pretend, OAuth 1", "request_token_expired")]
    public async Task A_login_that_took_too_long_shows_an_expiry_error(string button, string code)
    {
        await using var visit = await Visit.BeginAsync(await SampleSite.GetAsync(kind));
        await visit.GoToProviderAsync(button);
        // The dance is kept for as long again: a slow machine still finds that it has expired.
        await Task.Delay(TimeSpan.FromSeconds(10.5), TimeProvider.System);
        await visit.AllowAsync("anna");
        await visit.ExpectPageAsync("That did not work");
        await visit.ExpectTextAsync(code);
        await visit.AssertLoggedOutAsync();
    }
}
