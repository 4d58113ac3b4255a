using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Login;

/// <summary>Callbacks of a pretend provider that words them otherwise than RFC 6749 has it.</summary>
public class MisbehavingCallbackTests
{
    private static readonly OAuth2Quirks NumberedErrors = new()
    {
        ErrorParameter = "error_code",
        ErrorDescriptionParameter = "error_message",
        DenialErrors = ["200"],
    };

    private static readonly OAuth2Quirks RenamedCode = new()
    {
        CallbackNames = new Dictionary<string, string> { ["code"] = "spapi_oauth_code" },
    };

    private static IEnumerable<TestCaseData> Cases()
    {
        yield return Row(
            Misbehavior.OddDescription,
            "Denied access_denied (access_denied: AADSTS65004: User declined.  refusé ID: 0000)");
        yield return Row(Misbehavior.OddParameters, "Stored ");
        yield return Row(
            Misbehavior.NumberedError,
            "ProviderFailed provider_error (901: This app is in sandbox mode)",
            NumberedErrors);
        yield return Row(
            Misbehavior.LoginRequired,
            "InteractionRequired interaction_required (login_required: the user has to log in)");
        yield return Row(Misbehavior.RenamedCode, "Stored ", RenamedCode);
        yield return Row(Misbehavior.ErrorWithoutState, "Refused state_missing ");
        yield return Row(Misbehavior.InstallationCallback, "Refused login_begun_elsewhere ");
    }

    [TestCaseSource(nameof(Cases))]
    public async Task A_callback_in_other_words_has_the_outcome_that_is_meant(
        Misbehavior misbehavior, OAuth2Quirks quirks, string expected)
    {
        var setup = new DanceSetup(provider: provider => provider with { Quirks = quirks });
        setup.Provider.Misbehave = misbehavior;
        var outcome = await setup.LoginAsync("42");
        Assert.That($"{outcome.Kind} {outcome.Error}", Does.StartWith(expected.TrimEnd()));
        Assert.That(setup.Errors, Has.Count.EqualTo(outcome.IsStored ? 0 : 1));
    }

    private static TestCaseData Row(Misbehavior misbehavior, string outcome, OAuth2Quirks? quirks = null) =>
        new TestCaseData(misbehavior, quirks ?? OAuth2Quirks.None, outcome).SetArgDisplayNames(misbehavior.ToString());
}
