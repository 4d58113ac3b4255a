using OAuthClient.Testing;
using OAuthClient.Tests.Web;

namespace OAuthClient.Tests.Packages;

/// <summary>A user's browser without scripts, with cookies, in front of an application on this machine.</summary>
internal sealed class WebVisitor(string url) : IDisposable
{
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, UseCookies = false };
    private readonly CookieJar _cookies = new();

    /// <summary>
    /// Opens the application's start page by its address, logs in at the provider where the application sends the user,
    /// and comes back.
    /// </summary>
    /// <returns>The text of the start page.</returns>
    public async Task<string> LogInAsync(string user)
    {
        var login = await OpenAsync(new(url));
        Assert.That(login.Headers.Location, Is.Not.Null, await login.Content.ReadAsStringAsync());
        var callback = await new PretendBrowser(_handler).AllowAsync(login.Headers.Location!, user);
        var answer = await OpenAsync(callback.Url);
        while (answer.Headers.Location is { } next)
            answer = await OpenAsync(new(new Uri(url), next));
        return await answer.Content.ReadAsStringAsync();
    }

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
