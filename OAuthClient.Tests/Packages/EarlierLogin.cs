using Microsoft.Extensions.Time.Testing;
using OAuthClient.Storage;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Packages;

/// <summary>
/// A login at a pretend GitHub, two hours ago, in another program that shares its token files with a stranger's. The
/// token has expired since.
/// </summary>
internal static class EarlierLogin
{
    /// <param name="provider">The provider in GitHub's place.</param>
    /// <param name="folder">The folder of the token files.</param>
    /// <param name="keys">The keys that seal them.</param>
    /// <param name="user">The user for whom the token is stored.</param>
    /// <param name="name">The name to log in with at the provider.</param>
    public static async Task StoreAsync(
        PretendProvider provider, string folder, string keys, OAuthUser user, string name = "anna")
    {
        var options = new OAuthDanceOptions
        {
            Tokens = new FileTokenStore(folder, StoreSeal.Parse(keys)),
            Time = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddHours(-2)),
        };
        var github = provider.OAuth2 with { Name = "github" };
        var dance = new OAuthDance(github, "http://localhost:8080/callback", options);
        var login = await dance.BeginAsync(user);
        using var http = new SocketsHttpHandler { AllowAutoRedirect = false };
        var callback = await new PretendBrowser(http).AllowAsync(login.AuthorizationUrl!, name);
        var outcome = await dance.FinishAsync(callback, login.BrowserKey);
        Assert.That(outcome.IsStored, Is.True, outcome.Explanation);
    }
}
