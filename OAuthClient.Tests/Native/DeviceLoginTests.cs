using System.Net;
using OAuthClient.Native;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Native;

/// <summary>The device code, side by side with the browser and alone.</summary>
public class DeviceLoginTests
{
    private const NativeLoginWays NoBrowser = NativeLoginWays.All & ~NativeLoginWays.Browser;

    [TestCase(NoBrowser)]
    [TestCase(NativeLoginWays.Device)]
    public async Task A_code_that_is_typed_on_another_device_ends_the_login(NativeLoginWays ways)
    {
        await using var setup = Create();
        AllowWhenShown(setup);
        var outcome = await setup.RunAsync(options => options with { Ways = ways });
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        Assert.That(setup.Terminal.Readers, Is.Zero);
        Assert.That(setup.Provider.CountCalls(PretendEndpoint.DeviceAuthorization), Is.EqualTo(1));
    }

    [Test]
    public async Task Address_and_code_are_both_shown_with_a_QR_code_where_no_browser_opens([Values] bool opens)
    {
        await using var setup = Create();
        setup.Browser.Visit = _ => Task.FromResult(new HttpResponseMessage());
        AllowWhenShown(setup);
        await setup.RunAsync(options => options with { Ways = opens ? NativeLoginWays.All : NoBrowser });
        Assert.That(setup.Terminal.Lines, Has.One.EqualTo($"{setup.Provider.BaseUrl}/device"));
        Assert.That(setup.Terminal.Lines, Has.One.Match(@"enter the code: \S{4}-\S{4}$"));
        Assert.That(setup.Terminal.Text.Contains('█'), Is.EqualTo(!opens));
    }

    [TestCase(30)]
    [TestCase(null)]
    public async Task Without_the_width_for_a_QR_code_there_is_none(int? columns)
    {
        await using var setup = Create();
        setup.Terminal = new() { Columns = columns };
        AllowWhenShown(setup);
        var outcome = await setup.RunAsync(options => options with { Ways = NoBrowser });
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        Assert.That(setup.Terminal.Text, Does.Not.Contain("█"));
    }

    [Test]
    public async Task A_browser_that_comes_first_wins_and_one_token_is_stored()
    {
        await using var setup = Create();
        var stored = 0;
        setup.Dance.Signals.Authorized.Connect((_, _) => stored++);
        setup.Browser.Visit = async address =>
        {
            while (!setup.Terminal.Text.Contains("enter the code", StringComparison.Ordinal))
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
            return await setup.Browser.SendAsync(await FakeBrowser.AllowAsync(address));
        };
        var outcome = await setup.RunAsync();
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        Assert.That(stored, Is.EqualTo(1));
        Assert.That(setup.Errors, Is.Empty);
    }

    [Test]
    public async Task A_device_token_that_has_come_wins_over_a_callback_and_one_token_is_stored()
    {
        await using var setup = Create();
        var stored = 0;
        Task<HttpResponseMessage>? late = null;
        // While the token of the device is on its way to the store, the browser comes back too.
        setup.Dance.Signals.Authorized.Connect(async (_, _) =>
        {
            stored++;
            late ??= ComeBackAsync(setup);
            while (setup.Provider.CountCalls(PretendEndpoint.Authorization) == 0)
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        });
        AllowWhenShown(setup);
        var outcome = await setup.RunAsync(options => options with { Ways = NoBrowser });
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        Assert.That(late, Is.Not.Null);
        Assert.That(stored, Is.EqualTo(1));
        setup.Provider.AssertCalledOnce(PretendEndpoint.Authorization);
    }

    [TestCase(HttpStatusCode.NotFound, "<html>not here</html>")]
    [TestCase(HttpStatusCode.BadRequest, """{"error":"unauthorized_client"}""")]
    public async Task A_device_code_that_the_provider_refuses_is_told_in_one_line_and_ends_nothing(
        HttpStatusCode status, string body)
    {
        await using var refusing = new RefusingEndpoint(status, body);
        await using var setup = new NativeSetup(
            provider: value => value with { DeviceAuthorizationEndpoint = refusing.Url });
        setup.Browser.Visit = async address =>
        {
            while (!setup.Terminal.Text.Contains("device code does not work", StringComparison.Ordinal))
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
            return await setup.Browser.SendAsync(await FakeBrowser.AllowAsync(address));
        };
        var outcome = await setup.RunAsync();
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
    }

    [Test]
    public async Task A_device_code_that_the_provider_refuses_is_the_outcome_where_it_is_the_only_way()
    {
        await using var refusing = new RefusingEndpoint(HttpStatusCode.BadRequest, """{"error":"unauthorized_client"}""");
        await using var setup = new NativeSetup(
            provider: value => value with { DeviceAuthorizationEndpoint = refusing.Url });
        var outcome = await setup.RunAsync(options => options with { Ways = NativeLoginWays.Device });
        Assert.That(outcome.Kind, Is.EqualTo(OAuthOutcomeKind.ProviderFailed));
        Assert.That(outcome.Error?.ProviderError, Is.EqualTo("unauthorized_client"));
    }

    [Test]
    public async Task A_denial_on_the_device_ends_the_login()
    {
        await using var setup = Create();
        setup.Terminal.Shown = line => _ = line.StartsWith("and enter", StringComparison.Ordinal) ? DenyAsync() : null;
        async Task DenyAsync()
        {
            await Task.Yield();
            await new PretendBrowser(new SocketsHttpHandler()).DenyDeviceAsync(PageOf(setup), CodeOf(setup));
        }
        var outcome = await setup.RunAsync(options => options with { Ways = NoBrowser });
        Assert.That(outcome.Kind, Is.EqualTo(OAuthOutcomeKind.Denied));
    }

    [Test]
    public async Task A_provider_that_does_not_list_the_grant_is_not_asked_for_a_code()
    {
        await using var setup = new NativeSetup(provider: value => value with { GrantTypes = ["authorization_code"] });
        Assert.That((await setup.RunAsync()).IsStored, Is.True);
        Assert.That(setup.Provider.CountCalls(PretendEndpoint.DeviceAuthorization), Is.Zero);
    }

    [Test]
    public async Task A_provider_that_can_only_be_called_is_wrong_use()
    {
        await using var setup = new NativeSetup(
            provider: value => NativeSetup.WithoutDevice(value) with { AuthorizationEndpoint = null });
        Assert.That(async () => await setup.RunAsync(), Throws.InvalidOperationException);
    }

    private static NativeSetup Create() => new(provider: value => value);

    private static Uri PageOf(NativeSetup setup) => new($"{setup.Provider.BaseUrl}/device");

    private static string CodeOf(NativeSetup setup) =>
        setup.Terminal.Lines.First(line => line.StartsWith("and enter", StringComparison.Ordinal)).Split(": ")[1];

    private static async Task<HttpResponseMessage> ComeBackAsync(NativeSetup setup) =>
        await setup.Browser.SendAsync(await FakeBrowser.AllowAsync(setup.Terminal.Address));

    private static void AllowWhenShown(NativeSetup setup)
    {
        setup.Terminal.Shown = line => _ = line.StartsWith("and enter", StringComparison.Ordinal) ? AllowAsync() : null;
        async Task AllowAsync()
        {
            await Task.Yield();
            await new PretendBrowser(new SocketsHttpHandler()).AllowDeviceAsync(PageOf(setup), CodeOf(setup), "anna");
        }
    }
}
