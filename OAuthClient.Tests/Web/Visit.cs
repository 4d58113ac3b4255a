using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OAuthClient.Tests.Peers;

namespace OAuthClient.Tests.Web;

/// <summary>
/// A user of the sample with a separate browser profile. Each page that a test waits for, and a page shown in place of
/// the expected page, is saved as a screenshot under the test's name, in the folder <c>screens</c> beside the tests.
/// </summary>
internal sealed partial class Visit(
    SampleSite site, IBrowserContext browser, IPage page, string name) : IAsyncDisposable
{
    private const string OAuth2Button = "Log in with Pretend";
    private static readonly string ScreenshotFolder = CreateEmptyFolder(
        Path.Combine(AppContext.BaseDirectory, "screens"));
    private readonly List<Visit> _tabs = [];
    private int _screenshotCount;

    public IBrowserContext BrowserContext => browser;

    public IPage Page => page;

    public static async Task<Visit> BeginAsync(SampleSite site, string who = "", bool hasScripts = true)
    {
        var browser = await Chromium.CreateContextAsync(hasScripts);
        var name = NonAlphanumeric().Replace($"{site.Kind}-{TestContext.CurrentContext.Test.Name}-{who}", "_").Trim(
            '_');
        return new(site, browser, await browser.NewPageAsync(), name[..Math.Min(name.Length, 150)]);
    }

    /// <summary>Opens a second tab in the user's browser.</summary>
    public async Task<Visit> OpenTabAsync()
    {
        _tabs.Add(new(site, browser, await browser.NewPageAsync(), $"{name}-tab"));
        return _tabs[^1];
    }

    public Task<IResponse?> OpenAsync(string path) => page.GotoAsync(site.Url + path);

    public Task PressAsync(string button) =>
        page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>Begins a login on the start page, and waits for the provider's login page.</summary>
    public async Task GoToProviderAsync(string button = OAuth2Button)
    {
        await OpenAsync("/");
        await PressAsync(button);
        await ExpectPageAsync("Log in to the pretend provider");
    }

    /// <summary>Allows the login at the provider.</summary>
    public async Task AllowAsync(string user)
    {
        await page.GetByLabel("Your name").FillAsync(user);
        await PressAsync("Allow");
    }

    /// <summary>Logs in, as a user who has not logged in at the sample before.</summary>
    public async Task LogInAsync(string user, string button = OAuth2Button)
    {
        await GoToProviderAsync(button);
        await AllowAsync(user);
        await ExpectPageAsync("Welcome!");
    }

    /// <summary>Waits for a page with a heading. A failure shows the page's text and the sample's log.</summary>
    public async Task ExpectPageAsync(string heading)
    {
        try
        {
            await page.GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true }).WaitForAsync(
                new() { Timeout = 20_000 });
            await TakeScreenshotAsync();
        }
        catch (Exception waited) when (waited is TimeoutException or PlaywrightException)
        {
            var picture = await TakeScreenshotAsync();
            Assert.Fail(
                $"There is no page '{heading}' but this, at {page.Url} (see {picture}):\n"
                + $"{await page.ContentAsync()}\nThe site logged:\n{site.Log}");
        }
    }

    public async Task ExpectTextAsync(string text) => Assert.That(await ReadTextAsync(), Does.Contain(text));

    public Task<string> ReadTextAsync() => page.Locator("body").InnerTextAsync();

    public async Task AssertLoggedOutAsync()
    {
        await OpenAsync("/");
        await ExpectPageAsync("Hello, stranger");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var tab in _tabs)
            await tab.TakeScreenshotAsync();
        await TakeScreenshotAsync();
        await browser.DisposeAsync();
    }

    // An exception while taking a screenshot must not hide the failure of the test.
    private async Task<string> TakeScreenshotAsync()
    {
        var path = Path.Combine(ScreenshotFolder, $"{name}-{++_screenshotCount}.png");
        try
        {
            await page.ScreenshotAsync(new() { Path = path });
            TestContext.AddTestAttachment(path);
            return path;
        }
        catch (PlaywrightException gone)
        {
            return $"no picture: {gone.Message}";
        }
    }

    private static string CreateEmptyFolder(string path)
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        return Directory.CreateDirectory(path).FullName;
    }

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex NonAlphanumeric();
}
