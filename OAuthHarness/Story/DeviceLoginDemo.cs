using OAuthClient;
using OAuthClient.OAuth2.Grants;
using OAuthClient.Testing;

namespace OAuthHarness.Story;

/// <summary>A login whose user types a code on another device.</summary>
internal sealed class DeviceLoginDemo(OAuthDance dance, PretendBrowser browser, Transcript transcript)
{
    private const string User = "emil";

    /// <returns>Whether the login ended as it should.</returns>
    public async Task<bool> RunAsync()
    {
        transcript.WriteStep("program", $"begins a login with {dance.Provider.Name} for user {User}, by a device code");
        using var page = dance.Signals.Authorized.Connect((_, _) => OAuthResponse.Text("You are logged in."));
        var outcome = await dance.GrantAsync(new DeviceGrant(ShowAsync), User);
        transcript.End(outcome, outcome.IsStored);
        return outcome.IsStored;
    }

    // The user answers before the program asks for the first time, so that the transcript is the same in every run.
    private async ValueTask ShowAsync(DeviceCode code, CancellationToken cancellationToken)
    {
        transcript.WriteStep("program", $"shows the user: open {code.VerificationUri} and type ***");
        await browser.AllowDeviceAsync(new(code.VerificationUri), code.UserCode, User, cancellationToken);
        transcript.WriteStep("program", "waits, and asks whether the user has decided");
    }
}
