using OAuthClient;
using Signals;

namespace OAuthHarness;

/// <summary>Hears of every login. Nobody connects it by name: its methods say what they listen to.</summary>
internal sealed class Auditor(Transcript transcript)
{
    [ConnectTo(OAuthSignals.BeforeLoginName)]
    public void Leaves(OAuthDance dance, BeforeLoginArgs login) =>
        transcript.WriteStep("receiver", $"Auditor.Leaves hears {OAuthSignals.BeforeLoginName}: a user goes to {dance.Provider.Name}");

    [ConnectTo(OAuthSignals.AuthorizedName)]
    public void Arrives(OAuthDance dance, AuthorizedArgs login) =>
        transcript.WriteStep("receiver", $"Auditor.Arrives hears {OAuthSignals.AuthorizedName}: {dance.Provider.Name} gave a token");

    [ConnectTo(OAuthSignals.ErrorName)]
    public void Fails(OAuthDance dance, ErrorArgs failure) =>
        transcript.WriteStep("receiver", $"Auditor.Fails hears {OAuthSignals.ErrorName}: {failure.Error.Code}");
}
