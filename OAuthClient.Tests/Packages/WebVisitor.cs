using OAuthClient.Testing;
using OAuthClient.Tests.Web;

namespace OAuthClient.Tests.Packages;

/// <summary>A user's browser without scripts, with cookies, in front of an application on this machine.</summary>
internal sealed class WebVisitor(string url) : IDisposable
{
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, UseCookies = false };
    private readonly CookieJar _cookies = new();

    /// <summary>The cookies that the browser sends.</summary>
    public string? Cookies => _cookies.Header.Value;

    /// <summary>
    /// Opens a page of the application by its address, logs in at the provider where the application sends the user,
    /// and comes back.
    /// </summary>
    /// <returns>The text of the page where the user ends up.</returns>
    public async Task<string> LogInAsync(string user, string path = "/")
    {
        var login = await OpenAsync(AddressOf(path));
        Assert.That(login.Headers.Location, Is.Not.Null, await login.Content.ReadAsStringAsync());
        var callback = await new PretendBrowser(_handler).AllowAsync(login.Headers.Location!, user);
        var answer = await OpenAsync(callback.Url);
        while (answer.Headers.Location is { } next)
            answer = await OpenAsync(new(new Uri(url), next));
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Opens a page of the application by its address.</summary>
    public async Task<string> ReadAsync(string path)
    {
        var answer = await OpenAsync(AddressOf(path));
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>The address of a page of the application.</summary>
    public Uri AddressOf(string path) => new(new Uri(url), path);

    public void Dispose() => _handler.Dispose();

    private async Task<HttpResponseMessage> OpenAsync(Uri address)
    {
        using var http = new HttpClient(_handler, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var (name, value) = _cookies.Header;
        if (value is not null)
            request.Headers.Add(name, value);
        // A browser says so of an address that its user typed.
        request.Headers.Add("Sec-Fetch-Site", "none");
        request.Headers.Add("Sec-Fetch-Mode", "navigate");
        request.Headers.Add("Sec-Fetch-Dest", "document");
        request.Headers.Add("Sec-Fetch-User", "?1");
        var answer = await http.SendAsync(request);
        _cookies.Store(answer);
        return answer;
    }
}
