namespace OAuthClient.Tests.Web;

/// <summary>A user who takes too long at the provider.</summary>
public class ExpiredLoginTests
{
    [Test]
    public async Task A_login_that_took_too_long_is_told_so()
    {
        var site = await SampleSite.GetAsync(SiteKind.Hasty);
        await using var visit = await Visit.BeginAsync(site);
        await visit.ToProviderAsync();
        await Task.Delay(TimeSpan.FromSeconds(3.5), TimeProvider.System);
        await visit.AllowAsync("anna");
        await visit.ExpectAsync("That did not work");
        Assert.That(await visit.TextAsync(), Does.Contain("state_expired"));
        await visit.AssertLoggedOutAsync();
    }
}
