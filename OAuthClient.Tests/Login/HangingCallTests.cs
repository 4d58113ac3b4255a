namespace OAuthClient.Tests.Login;

/// <summary>
/// Calls of the host's stores and classes that never complete: the login has an outcome all the same, and the next
/// login works.
/// </summary>
public class HangingCallTests
{
    private readonly Hangs _hangs = new();

    private DanceSetup CreateSetup(Protocol protocol) => new(protocol, _hangs.Wrap, _hangs.Wrap);

    [Test]
    public async Task A_store_that_hangs_while_a_login_begins_fails_the_login([Values] Protocol protocol)
    {
        var setup = CreateSetup(protocol);
        _hangs.Call = "Save";
        var login = await Hangs.CompleteAsync(setup, setup.Dance.BeginAsync("42").AsTask());
        Assert.That((login.IsBegun, login.Error?.Code), Is.EqualTo((false, OAuthErrorCode.StoreFailed)));
        Assert.That(setup.SentSignals, Is.EqualTo(new[] { "before_login", "error store_failed" }));
    }

    [Test]
    public async Task A_store_that_hangs_before_the_code_is_spent_fails_the_login_and_the_same_callback_works_later(
        [Values("Find", "Take")] string call, [Values] Protocol protocol)
    {
        var setup = CreateSetup(protocol);
        var callback = await setup.GetCallbackUrlAsync("42");
        _hangs.Call = call;
        var outcome = await FinishAsync(setup, callback);
        Assert.That(
            (outcome.Kind, outcome.Error?.Code, setup.TokenRequestCount),
            Is.EqualTo((OAuthOutcomeKind.Failed, OAuthErrorCode.StoreFailed, 0)));
        Assert.That(setup.SentSignals, Is.EqualTo(new[] { "before_login", "error store_failed" }));
        _hangs.End();
        Assert.That((await FinishAsync(setup, callback)).IsStored, Is.True);
    }

    [Test]
    public async Task A_token_store_that_hangs_fails_the_login_and_the_code_is_sent_once(
        [Values("Get", "Put")] string call, [Values] Protocol protocol)
    {
        var setup = CreateSetup(protocol);
        var callback = await setup.GetCallbackUrlAsync("42");
        _hangs.Call = call;
        var outcome = await FinishAsync(setup, callback);
        _hangs.End();
        var repeated = await FinishAsync(setup, callback);
        Assert.That(
            (outcome.Error?.Code, repeated.Error?.Code, setup.TokenRequestCount, setup.Tokens.Count),
            Is.EqualTo((OAuthErrorCode.StoreFailed, OAuthErrorCode.StoreFailed, 1, 0)));
        Assert.That(setup.SentSignals, Is.EqualTo(new[] { "before_login", "authorized", "error store_failed" }));
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
    }

    [Test]
    public async Task A_store_that_hangs_while_the_outcome_is_kept_does_not_withhold_the_login(
        [Values] Protocol protocol)
    {
        var setup = CreateSetup(protocol);
        var callback = await setup.GetCallbackUrlAsync("42");
        _hangs.Call = "Finish";
        var outcome = await FinishAsync(setup, callback);
        Assert.That((outcome.Kind, setup.Tokens.Count), Is.EqualTo((OAuthOutcomeKind.Stored, 1)));
        Assert.That(outcome.Explanation, Does.Contain("could not be kept: TimeoutException"));
        Assert.That(setup.SentSignals, Is.EqualTo(new[] { "before_login", "authorized" }));
    }

    [Test]
    public async Task A_client_authentication_that_hangs_fails_the_login()
    {
        var setup = CreateSetup(Protocol.OAuth2);
        var callback = await setup.GetCallbackUrlAsync("42");
        _hangs.Call = "Authenticate";
        var outcome = await FinishAsync(setup, callback);
        Assert.That(
            (outcome.Kind, outcome.Error?.Code, setup.TokenRequestCount),
            Is.EqualTo((OAuthOutcomeKind.Failed, OAuthErrorCode.ClientAuthenticationFailed, 0)));
        Assert.That(setup.SentSignals, Is.EqualTo(new[] { "before_login", "error client_authentication_failed" }));
    }

    private static Task<OAuthOutcome> FinishAsync(DanceSetup setup, string callback) =>
        Hangs.CompleteAsync(setup, setup.Dance.FinishAsync(callback, setup.Browser.Cookie).AsTask());
}
