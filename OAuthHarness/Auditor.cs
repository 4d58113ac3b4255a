using OAuthClient;
using Signals;

namespace OAuthHarness;

/// <summary>Hears of every login. Nobody connects it by name: its methods say what they listen to.</summary>
internal sealed class Auditor(Transcript transcript)
{
    [ConnectTo(DanceSignals.BeforeLoginName)]
    public void Leaves(OAuthDance dance, BeforeLoginArgs login) =>
        transcript.Say("receiver", $"Auditor.Leaves hears {DanceSignals.BeforeLoginName}: a user goes to {dance.Provider.Name}");

    [ConnectTo(DanceSignals.AuthorizedName)]
    public void Arrives(OAuthDance dance, AuthorizedArgs login) =>
        transcript.Say("receiver", $"Auditor.Arrives hears {DanceSignals.AuthorizedName}: {dance.Provider.Name} gave a token");

    [ConnectTo(DanceSignals.ErrorName)]
    public void Fails(OAuthDance dance, OAuthErrorArgs failure) =>
        transcript.Say("receiver", $"Auditor.Fails hears {DanceSignals.ErrorName}: {failure.Error.Code}");
}
