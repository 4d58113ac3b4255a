using OAuthClient.Native.Browsing;

namespace OAuthClient.Native.Running;

/// <summary>Opens the browser. A failure ends no login: the address is shown before.</summary>
internal static class BrowserWay
{
    public static async Task OpenAsync(RunContext run, Uri address, CancellationToken cancellationToken)
    {
        var fault = await TryOpenAsync(run, address, cancellationToken).ConfigureAwait(false);
        if (fault is not null && !cancellationToken.IsCancellationRequested)
            run.Voice.Tell($"No browser was opened: {fault}. Open the address yourself.");
    }

    private static async Task<string?> TryOpenAsync(RunContext run, Uri address, CancellationToken cancellationToken)
    {
        if (LaunchRule.FindFault(address) is { } refused)
            return refused;
        try
        {
            var browser = run.Options.Browser ?? new SystemBrowser();
            return await browser.OpenAsync(address, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            return $"{failure.GetType().Name}";
        }
    }
}
