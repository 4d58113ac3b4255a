namespace OAuthClient.Tests.Web;

/// <summary>People at the sample, in a real browser: on one machine, and on a farm without sticky sessions.</summary>
[TestFixture(SiteKind.OneMachine)]
[TestFixture(SiteKind.Farm)]
[NonParallelizable]
public abstract class SiteTests(SiteKind kind)
{
    private protected const string ToOAuth2 = "Log in with Pretend", ToOAuth1 = "Log in with Pretend, OAuth 1", ToPosting = "Log in with Pretend, posting back";
    private protected const string AtProvider = "Log in to the pretend provider";

    private static int _people;

    /// <summary>A user whom the site does not know yet.</summary>
    private protected static string NewName(string name) => $"{name}{Interlocked.Increment(ref _people)}{Guid.CreateVersion7().ToString("n")[^4..]}";

    private protected Task<SampleSite> SiteAsync() => SampleSite.GetAsync(kind);

    private protected async Task<Visit> VisitAsync(string who = "") => await Visit.BeginAsync(await SiteAsync(), who);
}
