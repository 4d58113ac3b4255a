#pragma warning disable OAUTH0001
using System.Reflection;
using OAuthClient.OAuth2.Grants;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Threats;

/// <summary>Grants keep the provider's pace, show a user what is needed, and take no password by accident.</summary>
public class GrantThreats
{
    private static double[] PollSeconds(DanceSetup setup, List<DateTimeOffset> polls) =>
        [.. polls.Select(poll => (poll - setup.Time.Start).TotalSeconds)];

    private static DanceSetup CreateSetup(List<DateTimeOffset> polls)
    {
        var setup = new DanceSetup();
        setup.Provider.TokenAnswer = _ =>
        {
            polls.Add(setup.Time.GetUtcNow());
            return null;
        };
        return setup;
    }

    [TestCase(null, 5)]
    [TestCase(2, 2)]
    [TestCase(30, 30)]
    public async Task T67_Polls_come_at_the_interval_of_the_provider(int? interval, int expected)
    {
        List<DateTimeOffset> polls = [];
        var setup = CreateSetup(polls);
        setup.Provider.PollInterval = interval is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        DeviceCode? code = null;
        var grant = setup.Dance.GrantAsync(new DeviceGrant(shown => code = shown), "42").AsTask();
        for (var second = 0; second <= 3 * expected; second++)
        {
            await setup.Time.IsWaitingAsync(grant);
            setup.Time.Advance(TimeSpan.FromSeconds(1));
        }
        setup.Provider.AllowDevice(code!.UserCode);
        Assert.That((await setup.RunAsync(grant)).IsStored, Is.True);
        Assert.That(
            PollSeconds(setup, polls),
            Is.EqualTo(Enumerable.Range(1, polls.Count).Select(count => count * (double)expected)));
        Assert.That(polls, Has.Count.GreaterThan(2));
    }

    [Test]
    public async Task T67_Each_slow_down_adds_five_seconds()
    {
        List<DateTimeOffset> polls = [];
        var setup = CreateSetup(polls);
        setup.Provider.Misbehave = Misbehavior.PollSlowsForEver;
        setup.Provider.PollLifetime = TimeSpan.FromSeconds(60);
        var outcome = await setup.GrantDeviceAsync();
        Assert.That(outcome.Error!.Code, Is.EqualTo(OAuthErrorCode.ExpiredToken));
        Assert.That(PollSeconds(setup, polls), Is.EqualTo(new double[] { 5, 15, 30, 50, 60 }));
    }

    [Test]
    public async Task T67_Nothing_is_asked_after_the_code_has_ended()
    {
        List<DateTimeOffset> polls = [];
        var setup = CreateSetup(polls);
        setup.Provider.Misbehave = Misbehavior.PollPendingForEver;
        setup.Provider.PollLifetime = TimeSpan.FromSeconds(60);
        var outcome = await setup.GrantDeviceAsync();
        Assert.That(outcome.Error!.Code, Is.EqualTo(OAuthErrorCode.ExpiredToken));
        Assert.That(polls, Has.Count.EqualTo(12));
    }

    [Test]
    public async Task T67_An_interval_of_zero_is_answered_by_the_usual_one()
    {
        List<DateTimeOffset> polls = [];
        var setup = CreateSetup(polls);
        setup.Provider.Misbehave = Misbehavior.DeviceZeroInterval;
        Assert.That((await setup.GrantDeviceAsync()).IsStored, Is.True);
        Assert.That(PollSeconds(setup, polls), Is.EqualTo(new double[] { 5 }));
    }

    [Test]
    public async Task T67_A_server_that_asks_to_wait_is_left_alone_for_that_long()
    {
        List<DateTimeOffset> polls = [];
        var setup = CreateSetup(polls);
        setup.Provider.Misbehave = Misbehavior.PollBusyOnce;
        Assert.That((await setup.GrantDeviceAsync()).IsStored, Is.True);
        Assert.That(PollSeconds(setup, polls), Is.EqualTo(new double[] { 5, 25 }));
    }

    [Test]
    public async Task T67_A_denial_ends_the_polls()
    {
        List<DateTimeOffset> polls = [];
        var setup = CreateSetup(polls);
        var outcome = await setup.GrantDeviceAsync(code => setup.Provider.DenyDevice(code.UserCode));
        Assert.That((outcome.Kind, polls.Count), Is.EqualTo((OAuthOutcomeKind.Denied, 1)));
    }

    [Test]
    public async Task T68_A_user_code_is_shown_with_the_page_where_it_is_typed()
    {
        var setup = new DanceSetup();
        List<string> shown = [];
        await setup.GrantDeviceAsync(code =>
        {
            shown.Add($"{code.VerificationUri} {code.UserCode}");
            setup.Provider.AllowDevice(code.UserCode);
        });
        Assert.That(shown.Single(), Does.Match("^https://pretend\\.example/device [^ ]+$"));
    }

    [Test]
    public async Task T68_The_library_opens_no_page_itself()
    {
        var setup = new DanceSetup();
        await setup.GrantDeviceAsync();
        Assert.That(setup.Provider.CountCalls(PretendEndpoint.DeviceVerification), Is.Zero);
    }

    [Test]
    public async Task T40_The_password_grant_needs_Insecure_PasswordLogin()
    {
        var setup = new DanceSetup();
        setup.Provider.AcceptsPasswords = true;
        var grant = new PasswordGrant("anna", PretendProvider.UserPassword);
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await setup.Dance.GrantAsync(grant, "42"));
        Assert.That(fault!.Message, Does.Contain("Insecure.PasswordLogin"));
        Assert.That(setup.Provider.Requests, Is.Empty);
        var allowed = new OAuthDance(
            setup.Provider.OAuth2 with { Allow = Insecure.PasswordLogin }, setup.Options);
        Assert.That((await allowed.GrantAsync(grant, "42")).IsStored, Is.True);
    }

    [Test]
    public void T40_The_password_grant_is_marked_as_obsolete() =>
        Assert.That(
            typeof(PasswordGrant).GetCustomAttribute<ObsoleteAttribute>()?.Message, Does.Contain("RFC 9700"));
}
