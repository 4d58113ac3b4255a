using System.CommandLine;
using OAuthClient.Testing;
using OAuthHarness;
using OAuthHarness.Profiles;
using OAuthHarness.Terminal;

namespace OAuthClient.Tests.Harness;

/// <summary>A command that does with the dance of a profile what a test asks, as the commands of logins do.</summary>
internal static class DanceProbe
{
    /// <summary>Resolves a profile from arguments, makes its dance, and uses it.</summary>
    public static async Task<(int Code, string Error)> RunAsync(
        HarnessRun harness, Func<OAuthDance, Profile, Task> use, params string[] args)
    {
        var command = ProfileOptions.AddTo(new("probe"));
        GlobalOptions.AddTokenOptionsTo(command);
        CommandRun.SetAction(command, async run =>
        {
            var profile = await ProfileOptions.ResolveAsync(run);
            await use(await ProfileDance.CreateAsync(run, profile, new()), profile);
            return ExitCode.Success;
        });
        var root = new RootCommand { command };
        GlobalOptions.AddTo(root);
        var error = new StringWriter();
        var code = await root.Parse(["--home", harness.Home, "--no-keychain", "probe", .. args])
            .InvokeAsync(new() { Output = TextWriter.Null, Error = error });
        return (code, error.ToString().TrimEnd());
    }

    /// <summary>Logs Anna in through a browser, at the redirect URI of the profile with a port.</summary>
    public static async Task LogInAsync(OAuthDance dance, Profile profile)
    {
        var redirectUri = ProfileRedirectUri.Of(profile)
            .Replace("//127.0.0.1", "//127.0.0.1:4321", StringComparison.Ordinal);
        var begun = await dance.BeginAsync(OAuthUser.TheOnlyOne, new() { RedirectUri = redirectUri });
        using var network = new SocketsHttpHandler { AllowAutoRedirect = false };
        var callback = await new PretendBrowser(network).AllowAsync(begun.AuthorizationUrl!);
        var outcome = await dance.FinishAsync(callback, begun.BrowserKey);
        Assert.That(outcome.Kind, Is.EqualTo(OAuthOutcomeKind.Stored), outcome.Explanation);
    }

    public static async Task<string?> ReadTokenAsync(OAuthDance dance) =>
        (await dance.Session(OAuthUser.TheOnlyOne).GetTokenAsync())?.AccessToken.Reveal();
}
