using OAuthClient.Testing;

namespace OAuthClient.Tests.Harness;

/// <summary>A profile of a pretend provider on this machine, and logins by a pretend browser.</summary>
internal sealed class HarnessLogin : IAsyncDisposable
{
    private readonly HarnessShell _run = new();

    public PretendProvider Provider { get; } = PretendProvider.Listen();

    public HarnessShell Run => _run;

    /// <summary>The words that describe the provider and the client.</summary>
    public string[] Client =>
    [
        Provider.BaseUrl, "--client-id", PretendProvider.ClientId, "--client-secret", PretendProvider.ClientSecret,
        "--api", Provider.OAuth2.ApiBaseUrl!,
    ];

    /// <summary>Makes the profile <c>me</c> and logs in with it.</summary>
    public static async Task<HarnessLogin> CreateAsync()
    {
        var login = new HarnessLogin();
        var result = await login.LogInAsync([.. login.Client, "--save", "me"]);
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        return login;
    }

    /// <summary>Runs the command <c>login</c> and lets the user allow or deny it.</summary>
    public async Task<HarnessResult> LogInAsync(string[] words, bool allow = true)
    {
        var process = _run.Start(["login", .. words, "--no-browser", "--no-device"]);
        var address = new Uri(await process.FindAsync(@"(http://\S+/authorize\?\S+)"));
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var browser = new PretendBrowser(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var callback = allow ? await browser.AllowAsync(address, "anna") : await browser.DenyAsync(address);
        using var page = await http.GetAsync(callback.Url);
        return await process.EndAsync();
    }

    /// <summary>Keeps a text in a file.</summary>
    /// <returns>The word that stands for the file's text on the command line.</returns>
    public string Save(string text)
    {
        var file = Path.Combine(_run.Home, $"{Guid.CreateVersion7()}.txt");
        File.WriteAllText(file, text);
        return $"@{file}";
    }

    public async ValueTask DisposeAsync()
    {
        _run.Dispose();
        await Provider.DisposeAsync();
    }
}
