using Flurl.Http;
using Signals;

namespace OAuthClient.Tests.Login;

/// <summary>
/// The methods and delegates that can be connected as receivers, and the effect of a receiver's answer on a login.
/// </summary>
public class ReceiverTests
{
    private sealed record Profile(string Login);

    private sealed class Methods
    {
        public void Nothing(OAuthDance dance, AuthorizedArgs login) { }

        public bool Veto(OAuthDance dance, AuthorizedArgs login) => false;

        public OAuthResponse Welcome(OAuthDance dance, AuthorizedArgs login) => OAuthResponse.Redirect("/x");

        public OAuthAnswer? Answer(OAuthDance dance, AuthorizedArgs login) => OAuthAnswer.DontStore;

        public async Task Note(OAuthDance dance, AuthorizedArgs login) => await Task.Yield();

        public async Task<OAuthAnswer?> VetoLater(
            OAuthDance dance, AuthorizedArgs login, CancellationToken cancellationToken)
        {
            await Task.Delay(0, cancellationToken);
            return false;
        }

        public async Task<OAuthAnswer> AnswerLater(OAuthDance dance, AuthorizedArgs login)
        {
            await Task.Yield();
            return OAuthAnswer.DontStore;
        }

        public async Task<OAuthAnswer?> AnswerOrNotLater(OAuthDance dance, AuthorizedArgs login)
        {
            await Task.Yield();
            return OAuthAnswer.DontStore;
        }

        public async Task<OAuthAnswer> AnswerWithToken(
            OAuthDance dance, AuthorizedArgs login, CancellationToken cancellationToken)
        {
            await Task.Delay(0, cancellationToken);
            return OAuthAnswer.DontStore;
        }

        public async ValueTask<OAuthAnswer> AnswerAsValue(OAuthDance dance, AuthorizedArgs login)
        {
            await Task.Yield();
            return OAuthAnswer.DontStore;
        }
    }

    private static readonly Methods Receiver = new();

    private delegate SignalConnection Connect(Connectable<OAuthDance, AuthorizedArgs, OAuthAnswer> oauth_authorized);

    private static IEnumerable<TestCaseData> ReceiverForms()
    {
        yield return Row("=> false", signal => signal.Connect((dance, login) => false), stored: false);
        yield return Row("=> { }", signal => signal.Connect((dance, login) => { }), stored: true);
        yield return Row("=> null", signal => signal.Connect((dance, login) => null), stored: true);
        yield return Row(
            "=> a condition",
            signal => signal.Connect((dance, login) => login.Token.MissingScopes.Count > 0),
            stored: false);
        yield return Row(
            "=> OAuthResponse.Redirect",
            signal => signal.Connect((dance, login) => OAuthResponse.Redirect("/x")),
            stored: true,
            shows: "/x");
        yield return Row(
            "=> a response that also vetoes",
            signal => signal.Connect((dance, login) => OAuthResponse.Redirect("/x").AndDontStore()),
            stored: false,
            shows: "/x");
        yield return Row(
            "async => nothing", signal => signal.Connect(async (dance, login) => await Task.Yield()), stored: true);
        yield return Row(
            "async => false",
            signal => signal.Connect(async (dance, login) => { await Task.Yield(); return false; }),
            stored: false);
        yield return Row(
            "async with a token => nothing",
            signal => signal.Connect(async (dance, login, token) => await Task.Delay(0, token)),
            stored: true);
        yield return Row(
            "async with a token => a response",
            signal => signal.Connect(async (dance, login, token) =>
            {
                await Task.Delay(0, token);
                return OAuthResponse.Redirect("/x");
            }),
            stored: true,
            shows: "/x");
        yield return Row("void method", signal => signal.Connect(Receiver.Nothing), stored: true);
        yield return Row("bool method", signal => signal.Connect(Receiver.Veto), stored: false);
        yield return Row("response method", signal => signal.Connect(Receiver.Welcome), stored: true, shows: "/x");
        yield return Row("answer method", signal => signal.Connect(Receiver.Answer), stored: false);
        yield return Row("Task method", signal => signal.Connect(Receiver.Note), stored: true);
        yield return Row(
            "Task<answer?> method with a token", signal => signal.Connect(Receiver.VetoLater), stored: false);
        yield return Row("Task<answer> method", signal => signal.Connect(Receiver.AnswerLater), stored: false);
        yield return Row("Task<answer?> method", signal => signal.Connect(Receiver.AnswerOrNotLater), stored: false);
        yield return Row(
            "Task<answer> method with a token", signal => signal.Connect(Receiver.AnswerWithToken), stored: false);
        yield return Row("ValueTask<answer> method", signal => signal.Connect(Receiver.AnswerAsValue), stored: false);
        yield return Row(
            "async => an answer",
            signal => signal.Connect(async (dance, login) => { await Task.Yield(); return OAuthAnswer.DontStore; }),
            stored: false);
        yield return Row(
            "async => an answer or null",
            signal => signal.Connect(async (dance, login) =>
            {
                await Task.Yield();
                return login.Token.MissingScopes.Count == 0 ? OAuthAnswer.DontStore : null;
            }),
            stored: false);
        yield return Row(
            "=> Task<answer>",
            signal => signal.Connect((dance, login) => Receiver.AnswerLater(dance, login)),
            stored: false);
        yield return Row(
            "=> Task<answer?>",
            signal => signal.Connect((dance, login) => Receiver.AnswerOrNotLater(dance, login)),
            stored: false);

        static TestCaseData Row(string name, Connect connect, bool stored, string shows = "/home") =>
            new TestCaseData(connect, stored, shows).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(ReceiverForms))]
    public async Task A_receiver_may_be_written_as(object connect, bool stored, string shows)
    {
        var setup = new DanceSetup();
        ((Connect)connect)(setup.Signals.Authorized);
        var outcome = await setup.LoginAsync("42");
        var kind = stored ? OAuthOutcomeKind.Stored : OAuthOutcomeKind.NotStored;
        Assert.That(
            (outcome.Kind, outcome.Response.Location, setup.Tokens.Count),
            Is.EqualTo((kind, shows, stored ? 1 : 0)));
    }

    [Test]
    public async Task A_receiver_of_one_dance_does_not_hear_another_dance_on_the_same_registry()
    {
        var registry = new SignalRegistry();
        var received = new List<string>();
        var first = new DanceSetup(options: options => options with { Signals = registry });
        var second = new DanceSetup(options: options => options with { Signals = registry });
        first.Dance.Signals.BeforeLogin.Connect((_, _) => received.Add("first: begins"));
        first.Dance.Signals.Authorized.Connect((_, _) => received.Add("first: authorized"));
        first.Dance.Signals.Error.Connect((_, _) => received.Add("first: fails"));
        new RegistrySignals(registry).Authorized.Connect(
            (dance, _) => received.Add(dance == first.Dance ? "registry: first" : "registry: second"));
        await second.LoginAsync("42");
        await second.Dance.FinishAsync("?state=unknown", default);
        Assert.That(received, Is.EqualTo(new[] { "registry: second" }));
        await first.LoginAsync("42");
        Assert.That(
            received,
            Is.EqualTo(new[] { "registry: second", "first: begins", "first: authorized", "registry: first" }));
    }

    [Test]
    public void A_bool_method_is_held_weakly()
    {
        var oauth_authorized = new RegistrySignals(new SignalRegistry()).Authorized;
        oauth_authorized.Connect(Receiver.Veto);
        Assert.That(
            (oauth_authorized.Receivers[0].Name, oauth_authorized.Receivers[0].Lifetime),
            Is.EqualTo(("Methods.Veto", ReceiverLifetime.Weak)));
    }

    [Test]
    public async Task A_receiver_may_call_the_API_with_the_new_token_and_name_the_user([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        setup.Signals.Authorized.Connect(async (dance, login) => OAuthAnswer.StoreFor((await login.Session
            .Request("me")
            .GetJsonAsync<Profile>()).Login));
        var outcome = await setup.LoginAsync(OAuthUser.Unknown);
        Assert.That((outcome.Kind, outcome.User), Is.EqualTo((OAuthOutcomeKind.Stored, new OAuthUser("anna"))));
        Assert.That(await setup.Dance.Session("anna").IsAuthorizedAsync(), Is.True);
    }

    [Test]
    public async Task A_login_of_the_unknown_user_fails_with_a_hint_when_no_receiver_names_a_user()
    {
        var setup = new DanceSetup();
        var outcome = await setup.LoginAsync(OAuthUser.Unknown);
        Assert.That(
            (outcome.Kind, outcome.Error?.Code),
            Is.EqualTo((OAuthOutcomeKind.Failed, OAuthErrorCode.UserUnknown)));
        Assert.That(outcome.Error!.Hint, Does.Contain("OAuthAnswer.StoreFor(user)"));
        Assert.That(setup.SentSignals, Is.EqualTo(new[] { "before_login", "authorized", "error user_unknown" }));
    }

    [Test]
    public async Task A_receiver_of_oauth_before_login_may_show_a_response_or_veto_the_login()
    {
        var setup = new DanceSetup();
        using (setup.Signals.BeforeLogin.Connect((_, login) => OAuthResponse.Text("You will leave us for a moment.")))
        {
            var shown = await setup.Dance.BeginAsync("42");
            Assert.That(
                (shown.IsBegun, shown.Response.Body, setup.Pending.Count),
                Is.EqualTo((true, "You will leave us for a moment.", 1)));
        }
        setup.Signals.BeforeLogin.Connect((_, _) => false);
        var vetoed = await setup.Dance.BeginAsync("42", new() { ReturnUrl = "/home" });
        Assert.That(
            (vetoed.IsBegun, vetoed.Error, vetoed.Response.Location, setup.Pending.Count),
            Is.EqualTo((false, (OAuthError?)null, "/home", 1)));
    }

    [Test]
    public async Task A_receiver_of_oauth_error_may_show_its_own_response([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        setup.Signals.Error.Connect((_, failure) => OAuthResponse.Redirect($"/sorry/{failure.Error.Code}"));
        var login = await setup.Dance.BeginAsync("42");
        var outcome = await setup.Dance.FinishAsync(
            await setup.Browser.DenyAsync(login.AuthorizationUrl!), login.BrowserKey);
        Assert.That(outcome.Response.Location, Is.EqualTo("/sorry/access_denied"));
    }

    [Test]
    public async Task A_throwing_receiver_of_oauth_error_is_reported_only_in_the_explanation()
    {
        var setup = new DanceSetup();
        setup.Signals.Error.Connect((_, _) => throw new FormatException());
        var outcome = await setup.Dance.FinishAsync("?state=unknown", "cookie");
        Assert.That(setup.SentSignals, Is.EqualTo(new[] { "error state_unknown" }));
        Assert.That(outcome.Explanation, Does.Contain("threw FormatException"));
    }

    [Test]
    public async Task Receivers_get_the_services_of_the_host()
    {
        var setup = new DanceSetup();
        var services = new Moq.Mock<IServiceProvider>().Object;
        var seen = new List<IServiceProvider?>();
        setup.Signals.BeforeLogin.Connect((_, login) => seen.Add(login.Services));
        setup.Signals.Authorized.Connect((_, login) => seen.Add(login.Services));
        var login = await setup.Dance.BeginAsync("42", new() { Services = services });
        await setup.Dance.FinishAsync(
            await setup.Browser.AllowAsync(login.AuthorizationUrl!), login.BrowserKey, new() { Services = services });
        Assert.That(seen, Is.EqualTo(new[] { services, services }));
    }

    [Test]
    public async Task A_vetoed_token_leaves_the_stored_token_unchanged()
    {
        var setup = new DanceSetup();
        await setup.LoginAsync("42");
        var earlier = await setup.Dance.Session("42").GetTokenAsync();
        using (setup.Signals.Authorized.Connect((_, _) => false))
            await setup.LoginAsync("42");
        Assert.That(await setup.Dance.Session("42").GetTokenAsync(), Is.SameAs(earlier));
    }
}
