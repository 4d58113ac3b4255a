namespace OAuthClient.Tests.Web;

/// <summary>
/// Users of the sample in a real browser: on one machine, and on two machines without sticky sessions.
/// </summary>
[TestFixture(SampleDeployment.OneMachine)]
[TestFixture(SampleDeployment.TwoMachines)]
[NonParallelizable]
public abstract class SiteTests(SampleDeployment kind)
{
    private protected const string OAuth2Button = "Log in with Pretend", OAuth1Button = "Log in with Pretend, OAuth 1",
    FormPostButton = "Log in with Pretend, posting back";
    private protected const string ProviderHeading = "Log in to the pretend provider";

    private static int _userCount;

    /// <summary>The name of a user who is new to the site.</summary>
    private protected static string NewUserName(string name) =>
        $"{name}{Interlocked.Increment(ref _userCount)}{Guid.CreateVersion7().ToString("n")[^4..]}";

    private protected Task<SampleSite> SiteAsync() => SampleSite.GetAsync(kind);

    private protected async Task<Visit> BeginVisitAsync(string who = "") =>
        await Visit.BeginAsync(await SiteAsync(), who);
}
