using OAuthClient.Testing;

namespace OAuthClient.Tests.Login;

/// <summary>
/// The words of <see cref="Misbehavior"/> that only OAuth 1 knows, each played by the pretend provider.
/// </summary>
public class OAuth1MisbehaviorTests
{
    [Test]
    public async Task A_denial_in_any_wording_is_a_denial(
        [Values(
            Misbehavior.None,
            Misbehavior.DeniesByProblem,
            Misbehavior.DeniesByProblemAlone,
            Misbehavior.DeniesByError,
            Misbehavior.DeniesByErrorAlone)] Misbehavior misbehavior)
    {
        var setup = CreateSetup(misbehavior);
        var callback = await setup.GetCallbackAsync("42", allow: false);
        var outcome = await setup.Dance.FinishAsync(callback, setup.Browser.Cookie);
        Assert.That(
            (outcome.Kind, outcome.Error?.Code, setup.TokenRequestCount),
            Is.EqualTo((OAuthOutcomeKind.Denied, OAuthErrorCode.AccessDenied, 0)));
    }

    [TestCase(Misbehavior.FlagInAnswer)]
    [TestCase(Misbehavior.ConfirmsInCapitals)]
    [TestCase(Misbehavior.StrictNonces)]
    [TestCase(Misbehavior.RefusesSessionHandle)]
    public async Task A_harmless_quirk_is_no_failure(Misbehavior misbehavior) =>
        Assert.That((await CreateSetup(misbehavior).LoginAsync("42")).IsStored, Is.True);

    [Test]
    public async Task An_error_beside_a_verifier_is_refused()
    {
        var setup = CreateSetup(Misbehavior.ErrorBesideVerifier);
        var outcome = await setup.LoginAsync("42");
        Assert.That(
            (outcome.Kind, outcome.Error?.Code, setup.TokenRequestCount, setup.Tokens.Count),
            Is.EqualTo((OAuthOutcomeKind.Refused, OAuthErrorCode.ResponseInvalid, 0, 0)));
    }

    [Test]
    public async Task An_echoed_base_string_teaches_no_clock_and_its_words_are_read()
    {
        var setup = CreateSetup(Misbehavior.EchoesBaseString);
        var login = await setup.Dance.BeginAsync("42");
        Assert.That(
            (login.Error?.ProviderError, setup.Provider.CountCalls(PretendEndpoint.TemporaryCredential)),
            Is.EqualTo(("signature_invalid", 1)));
    }

    private static DanceSetup CreateSetup(Misbehavior misbehavior)
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        setup.Provider.Misbehave = misbehavior;
        return setup;
    }
}
