using System.Diagnostics;
using System.Globalization;
using Benchmarks.Contenders.Client;
using Benchmarks.Measuring;

namespace Benchmarks.Contenders.Web;

/// <summary>A contender in a process of its own, and a browser that logs in to it.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly HttpClient _browser;

    public ServerProcess(string name, WebProvider provider)
    {
        Name = name;
        var url = WebProvider.FreeUrl();
        var start = ThisProgram.StartInfo(WebServer.Command, name, url, provider.Url);
        start.RedirectStandardInput = true;
        _process = Process.Start(start)!;
        if (_process.StandardOutput.ReadLine() is null)
            throw new WrongContenderException($"{name} did not start");
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        _browser = new(handler) { BaseAddress = new(url) };
    }

    public string Name { get; }

    /// <summary>Logs in a number of times.</summary>
    /// <returns>The processor time and the allocated bytes of the process for one login.</returns>
    public (double Microseconds, double Bytes) LogIn(int count)
    {
        var (time, bytes) = ReadUsage();
        for (var number = 0; number < count; number++)
            LogIn();
        var (timeAfter, bytesAfter) = ReadUsage();
        return ((timeAfter - time) / count, (bytesAfter - bytes) / count);
    }

    public void Dispose()
    {
        _browser.Dispose();
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void LogIn()
    {
        using var begun = Get(WebLogins.BeginPath, "");
        var callback = Login.Callback(begun.Headers.Location!.OriginalString)[Login.RedirectUri.Length..];
        var cookies = Cookies(begun).Select(cookie => cookie[..cookie.IndexOf(';')]);
        using var finished = Get(WebLogins.FinishPath + callback, string.Join("; ", cookies));
        var location = finished.Headers.Location?.OriginalString;
        WebLogins.Verify(Name, (int)finished.StatusCode, location, Cookies(finished));
    }

    private static IEnumerable<string> Cookies(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [];

    private HttpResponseMessage Get(string address, string cookies)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Mode", "navigate");
        if (cookies.Length > 0)
            request.Headers.TryAddWithoutValidation("Cookie", cookies);
        return _browser.SendAsync(request).GetAwaiter().GetResult();
    }

    private (double Microseconds, double Bytes) ReadUsage()
    {
        using var answer = Get(WebServer.UsagePath, "");
        var numbers = answer.Content.ReadAsStringAsync().GetAwaiter().GetResult().Split(' ');
        var microseconds = double.Parse(numbers[0], CultureInfo.InvariantCulture);
        return (microseconds, double.Parse(numbers[1], CultureInfo.InvariantCulture));
    }
}
