using OAuthClient.Native;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Native;

/// <summary>A login and its browser: the address comes first, and a browser that does not open ends nothing.</summary>
public class BrowserLaunchTests
{
    [Test]
    public async Task The_address_is_shown_first_unbroken_and_alone_in_its_line_with_its_host_before_the_launch()
    {
        await using var setup = new NativeSetup();
        var shown = Array.Empty<string>();
        setup.Browser.Visit = async address =>
        {
            shown = [.. setup.Terminal.Lines];
            return await setup.Browser.SendAsync(await FakeBrowser.AllowAsync(address));
        };
        await setup.RunAsync();
        Assert.That(shown[0], Does.Contain(new Uri(setup.Provider.BaseUrl).Host));
        Assert.That(shown[1], Is.EqualTo(setup.Browser.Opened.Single().AbsoluteUri));
    }

    [Test]
    public async Task A_launcher_that_fails_ends_nothing()
    {
        await using var setup = new NativeSetup();
        setup.Browser.Fault = "the launcher ended with 3";
        setup.Terminal.Shown = line => _ = line.Contains("ended with 3", StringComparison.Ordinal) ? FinishAsync(setup) : null;
        var outcome = await setup.RunAsync();
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        Assert.That(setup.Terminal.Lines, Has.One.EqualTo(
            "No browser was opened: the launcher ended with 3. Open the address yourself."));
    }

    [Test]
    public async Task A_browser_class_that_throws_ends_nothing()
    {
        await using var setup = new NativeSetup();
        setup.Terminal.Shown = line => _ = line.Contains("TimeoutException", StringComparison.Ordinal) ? FinishAsync(setup) : null;
        var outcome = await setup.RunAsync(options => options with { Browser = new ThrowingBrowser() });
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
    }

    [Test]
    public async Task A_launcher_that_lies_ends_nothing()
    {
        await using var setup = new NativeSetup();
        setup.Browser.Visit = _ => Task.FromResult(new HttpResponseMessage());
        setup.Terminal.Shown = line => _ = line.StartsWith("The browser should open", StringComparison.Ordinal) ? FinishAsync(setup) : null;
        var outcome = await setup.RunAsync();
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
    }

    [Test]
    public async Task T70_A_browser_of_the_host_gets_no_address_that_a_launcher_would_not_get()
    {
        await using var setup = new NativeSetup(
            provider: value => NativeSetup.WithoutDevice(value) with { AuthorizationEndpoint = $"{value.AuthorizationEndpoint}?a='b'" });
        setup.Terminal.Shown = line => _ = line.Contains("a quote", StringComparison.Ordinal) ? FinishAsync(setup) : null;
        var outcome = await setup.RunAsync();
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        Assert.That(setup.Browser.Opened, Is.Empty);
    }

    [Test]
    public async Task Without_the_way_Browser_the_address_is_only_shown()
    {
        await using var setup = new NativeSetup();
        setup.Terminal.Shown = line => _ = line.Contains("paste", StringComparison.Ordinal) ? FinishAsync(setup) : null;
        var outcome = await setup.RunAsync(
            options => options with { Ways = NativeLoginWays.All & ~NativeLoginWays.Browser });
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        Assert.That(setup.Browser.Opened, Is.Empty);
    }

    // The person opens the address that the terminal shows.
    private static async Task FinishAsync(NativeSetup setup)
    {
        await Task.Yield();
        PretendCallback callback = await FakeBrowser.AllowAsync(setup.Terminal.Address);
        using var page = await setup.Browser.SendAsync(callback);
    }

    private sealed class ThrowingBrowser : ISystemBrowser
    {
        public ValueTask<string?> OpenAsync(Uri address, CancellationToken cancellationToken) =>
            throw new TimeoutException();
    }
}
