using Microsoft.Playwright;
using OAuthClient.Tests.Peers;

namespace OAuthClient.Tests.Web;

/// <summary>A person at the sample, with a browser of their own. What they saw last stays as a picture: <c>screens</c>, beside the tests.</summary>
internal sealed class Visit(SampleSite site, IBrowserContext browser, IPage page, string name) : IAsyncDisposable
{
    private static readonly string Screens = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screens")).FullName;

    public IBrowserContext Browser => browser;

    public IPage Page => page;

    public static async Task<Visit> BeginAsync(SampleSite site, string who = "")
    {
        var browser = await Chromium.PersonAsync();
        var name = string.Concat($"{TestContext.CurrentContext.Test.ClassName}.{TestContext.CurrentContext.Test.Name}{who}".Split('.').Last().Where(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'));
        return new(site, browser, await browser.NewPageAsync(), $"{name}-{site.Url.Split(':').Last()}");
    }

    /// <summary>Another tab of the same browser.</summary>
    public async Task<Visit> TabAsync() => new(site, browser, await browser.NewPageAsync(), $"{name}-tab");

    public Task GoAsync(string path) => page.GotoAsync(site.Url + path);

    public Task PressAsync(string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>From the start page to the provider's.</summary>
    public async Task ToProviderAsync(string button = "Log in with Pretend")
    {
        await GoAsync("/");
        await PressAsync(button);
        await ExpectAsync("Log in to the pretend provider");
    }

    /// <summary>Says yes at the provider.</summary>
    public async Task AllowAsync(string user)
    {
        await page.GetByLabel("Your name").FillAsync(user);
        await PressAsync("Allow");
    }

    public async Task LogInAsync(string user)
    {
        await ToProviderAsync();
        await AllowAsync(user);
        await page.WaitForURLAsync($"{site.Url}/**");
    }

    /// <summary>Waits for a page with that heading.</summary>
    public async Task ExpectAsync(string heading)
    {
        try
        {
            await page.GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true }).WaitForAsync(new() { Timeout = 20_000 });
        }
        catch (Exception waited) when (waited is TimeoutException or PlaywrightException)
        {
            Assert.Fail($"There is no page '{heading}' but this, at {page.Url}:\n{await page.ContentAsync()}");
        }
        await ShootAsync();
    }

    public Task<string> TextAsync() => page.Locator("body").InnerTextAsync();

    public async Task AssertLoggedOutAsync()
    {
        await GoAsync("/");
        await ExpectAsync("Hello, stranger");
    }

    public async ValueTask DisposeAsync()
    {
        await ShootAsync();
        await browser.DisposeAsync();
    }

    private async Task ShootAsync()
    {
        if (!page.IsClosed)
            await page.ScreenshotAsync(new() { Path = Path.Combine(Screens, $"{name}.png") });
    }
}
