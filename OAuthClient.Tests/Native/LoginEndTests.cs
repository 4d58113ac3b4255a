using OAuthClient.Native;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Native;

/// <summary>However a login ends, its port is closed and nothing reads the terminal any more.</summary>
public class LoginEndTests
{
    [Test]
    public async Task T69_The_port_is_closed_after_a_success()
    {
        await using var setup = new NativeSetup();
        await setup.RunAsync();
        await AssertNothingIsLeftAsync(setup, new Uri(setup.RedirectUris.Token!).Port);
    }

    [Test]
    public async Task T69_The_port_is_closed_after_an_error()
    {
        await using var setup = new NativeSetup();
        setup.Provider.TokenAnswer = _ => new(System.Net.HttpStatusCode.InternalServerError);
        var outcome = await setup.RunAsync();
        Assert.That(outcome.Kind, Is.EqualTo(OAuthOutcomeKind.ProviderFailed));
        await AssertNothingIsLeftAsync(setup, new Uri(setup.RedirectUris.Token!).Port);
    }

    [Test]
    public async Task T69_A_timeout_is_an_outcome_that_names_what_to_try_next_and_closes_the_port()
    {
        await using var setup = new NativeSetup();
        setup.Browser.Visit = _ => Task.FromResult(new HttpResponseMessage());
        var outcome = await setup.RunAsync(options => options with { Timeout = TimeSpan.FromMilliseconds(200) });
        Assert.That(outcome.Kind, Is.EqualTo(OAuthOutcomeKind.Failed));
        Assert.That(outcome.Error!.Code, Is.EqualTo(NativeLoginError.LoginTimeout));
        Assert.That(outcome.Error.Hint, Does.Contain("open the address yourself").And.Contain("device code"));
        await AssertNothingIsLeftAsync(setup, PortOf(setup));
    }

    [Test]
    public async Task T69_Cancellation_closes_the_port()
    {
        await using var setup = new NativeSetup();
        using var stop = new CancellationTokenSource();
        setup.Browser.Visit = async _ =>
        {
            await stop.CancelAsync();
            return new();
        };
        Assert.That(async () => await setup.RunAsync(cancellationToken: stop.Token), Throws.InstanceOf<OperationCanceledException>());
        await AssertNothingIsLeftAsync(setup, PortOf(setup));
        Assert.That(setup.Errors, Is.Empty);
    }

    [Test]
    public async Task A_token_that_came_before_the_cancellation_is_kept_and_told()
    {
        await using var setup = new NativeSetup();
        using var stop = new CancellationTokenSource();
        setup.Provider.TokenAnswer = _ =>
        {
            stop.Cancel();
            return null;
        };
        var outcome = await setup.RunAsync(cancellationToken: stop.Token);
        Assert.That(outcome.IsStored, Is.True);
        using var page = await setup.Browser.Page;
        Assert.That(await page.Content.ReadAsStringAsync(), Does.Contain("You are logged in"));
    }

    [Test]
    public async Task A_cancelled_token_begins_nothing()
    {
        await using var setup = new NativeSetup();
        Assert.That(
            async () => await setup.RunAsync(cancellationToken: new(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(setup.Terminal.Lines, Is.Empty);
    }

    [Test]
    public async Task A_login_that_did_not_begin_is_an_outcome_with_its_error()
    {
        await using var setup = new NativeSetup(provider: value => value with
        {
            PushedAuthorizationRequestEndpoint = "http://127.0.0.1:9/par",
            PushedAuthorization = PushedAuthorization.Required,
        });
        var outcome = await setup.RunAsync();
        Assert.That(outcome.Kind, Is.EqualTo(OAuthOutcomeKind.ProviderFailed));
        Assert.That(outcome.Error!.Code, Is.EqualTo(OAuthErrorCode.EndpointUnreachable));
        Assert.That(setup.Terminal.Lines, Is.Empty);
    }

    [Test]
    public async Task A_login_that_a_receiver_declines_is_not_stored_and_explained()
    {
        await using var setup = new NativeSetup();
        setup.Dance.Signals.BeforeLogin.Connect((_, _) => OAuthAnswer.DontStore);
        var outcome = await setup.RunAsync();
        Assert.That(outcome.Kind, Is.EqualTo(OAuthOutcomeKind.NotStored));
        Assert.That(outcome.Explanation, Does.Contain("the login does not begin"));
        Assert.That(setup.Browser.Opened, Is.Empty);
    }

    [TestCase(NativeLoginWays.None)]
    [TestCase(NativeLoginWays.Browser)]
    public async Task Ways_that_end_no_login_are_refused(NativeLoginWays ways)
    {
        await using var setup = new NativeSetup();
        Assert.That(
            async () => await setup.RunAsync(options => options with { Ways = ways }),
            Throws.ArgumentException.With.Message.Contains("Loopback, Paste and Device"));
    }

    private static int PortOf(NativeSetup setup) =>
        new Uri(OAuthCallback.FromUrl(setup.Terminal.Address.AbsoluteUri)["redirect_uri"]!).Port;

    private static async Task AssertNothingIsLeftAsync(NativeSetup setup, int port)
    {
        Assert.That(await ListenerSetup.IsOpenAsync(port), Is.False);
        Assert.That(setup.Terminal.Readers, Is.Zero);
    }
}
