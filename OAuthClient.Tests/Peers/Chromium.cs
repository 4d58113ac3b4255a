using Microsoft.Playwright;

namespace OAuthClient.Tests.Peers;

/// <summary>
/// The installed Chromium browser, started once for all tests. Each user of a test has a separate browser profile.
/// </summary>
internal static class Chromium
{
    private static readonly string[] ExecutablePaths =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ];

    private static readonly string[] LaunchArguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static readonly Lazy<Task<IBrowser>> Browser = new(StartAsync);

    /// <summary>Creates an empty browser profile; skips the test if Chromium is not installed.</summary>
    public static async Task<IBrowserContext> CreateContextAsync(bool hasScripts = true)
    {
        var browser = await Peers.WaitOrSkipAsync(Browser);
        var person = await browser.NewContextAsync(new() { JavaScriptEnabled = hasScripts });
        person.SetDefaultTimeout(30_000);
        return person;
    }

    private static async Task<IBrowser> StartAsync()
    {
        var program = ExecutablePaths.FirstOrDefault(File.Exists)
            ?? throw new PeerMissingException("Chromium is not there (apt-get install chromium)");
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = LaunchArguments });
    }
}
