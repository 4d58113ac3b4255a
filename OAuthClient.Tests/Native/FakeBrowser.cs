using System.Collections.Concurrent;
using System.Text;
using OAuthClient.Native;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Native;

/// <summary>
/// A browser that the program opens: its user answers at the pretend provider, and the browser goes where the provider
/// sends it.
/// </summary>
internal sealed class FakeBrowser : ISystemBrowser, IDisposable
{
    private static readonly SocketsHttpHandler Handler = new() { AllowAutoRedirect = false };
    private readonly ConcurrentQueue<Uri> _opened = [];
    private readonly TaskCompletionSource<HttpResponseMessage> _page = new();

    /// <summary>The visit of the user to the address; by default the user allows the login.</summary>
    public Func<Uri, Task<HttpResponseMessage>>? Visit { get; set; }

    /// <summary>The complaint of the launcher; null for none.</summary>
    public string? Fault { get; set; }

    public IReadOnlyList<Uri> Opened => [.. _opened];

    /// <summary>The last page that the browser showed.</summary>
    public Task<HttpResponseMessage> Page => _page.Task;

    public HttpClient Http { get; } = new(Handler, disposeHandler: false);

    public ValueTask<string?> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        _opened.Enqueue(address);
        if (Fault is null)
            _ = VisitAsync(address);
        return new(Fault);
    }

    /// <summary>Allows the login.</summary>
    /// <returns>The callback, which the browser has not sent yet.</returns>
    public static async Task<PretendCallback> AllowAsync(Uri address) =>
        await new PretendBrowser(Handler).AllowAsync(address, "anna");

    public static async Task<PretendCallback> DenyAsync(Uri address) =>
        await new PretendBrowser(Handler).DenyAsync(address);

    /// <summary>Sends a callback to the listener, or any other request.</summary>
    public Task<HttpResponseMessage> SendAsync(PretendCallback callback) => callback.Form is { } form
        ? Http.PostAsync(callback.Url, new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded"))
        : Http.GetAsync(callback.Url);

    public void Dispose() => Http.Dispose();

    private async Task VisitAsync(Uri address)
    {
        try
        {
            _page.TrySetResult(Visit is null ? await SendAsync(await AllowAsync(address)) : await Visit(address));
        }
        catch (Exception failure)
        {
            _page.TrySetException(failure);
        }
    }
}
