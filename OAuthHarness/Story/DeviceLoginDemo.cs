using OAuthClient;
using OAuthClient.OAuth2.Grants;
using OAuthClient.Testing;
using OAuthHarness.Explaining;

namespace OAuthHarness.Story;

/// <summary>A login whose user types a code on another device.</summary>
internal sealed class DeviceLoginDemo(OAuthDance dance, PretendBrowser browser, Transcript transcript)
{
    private const string User = "emil";

    /// <returns>Whether the login ended as it should.</returns>
    public async Task<bool> RunAsync(DanceRecorder recorder)
    {
        transcript.WriteStep("program", $"begins a login with {dance.Provider.Name} for user {User}, by a device code");
        using var page = dance.Signals.Authorized.Connect((_, _) => OAuthResponse.Text("You are logged in."));
        var grant = new DeviceGrant((code, cancellationToken) => ShowAsync(code, recorder, cancellationToken));
        var outcome = await dance.GrantAsync(grant, User);
        transcript.End(outcome, outcome.IsStored);
        recorder.End(outcome);
        return outcome.IsStored;
    }

    // The user answers before the program asks for the first time, so that the transcript is the same in every run.
    private async ValueTask ShowAsync(
        DeviceCode code, DanceRecorder recorder, CancellationToken cancellationToken)
    {
        recorder.Add(Party.Program, Party.User, $"shows a code to type at {code.VerificationUri}");
        transcript.WriteStep("program", $"shows the user: open {code.VerificationUri} and type ***");
        await browser.AllowDeviceAsync(new(code.VerificationUri), code.UserCode, User, cancellationToken);
        recorder.Add(Party.User, Party.Provider, "types the code, and allows the login");
        transcript.WriteStep("program", "waits, and asks whether the user has decided");
    }
}
