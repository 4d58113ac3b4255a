using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace OAuthClient.Tests.Peers;

/// <summary>The request of a browser to the redirect URI: the URL and, with form_post, the form.</summary>
internal sealed record PeerCallback(Uri Url, string? Form)
{
    public OAuthCallback Parameters => Form is null ? Url : OAuthCallback.FromForm(Form);
}

/// <summary>
/// A user with a browser that keeps cookies, follows redirects, and fills in and submits HTML forms. The browser stops
/// at the request to the redirect URI and does not send that request. The browser runs no JavaScript, so it submits a
/// self-submitting form like any other form.
/// </summary>
internal sealed partial class PeerBrowser
{
    private const string User = "anna";
    private const int MaxSteps = 20;
    private readonly CookieContainer _cookies = new();

    public Task<PeerCallback> AllowAsync(Uri url) => FollowToCallbackAsync(url, allow: true);

    public Task<PeerCallback> DenyAsync(Uri url) => FollowToCallbackAsync(url, allow: false);

    /// <summary>Allows a login that has no redirect URI, so that the server shows a PIN.</summary>
    /// <returns>The PIN on the last page.</returns>
    public async Task<string> ReadPinAsync(Uri url)
    {
        using var http = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies });
        using var asked = await http.GetAsync(url);
        using var step = await SubmitDecisionAsync(url, asked, allow: true);
        using var answer = await http.SendAsync(step);
        using var context = BrowsingContext.New();
        var html = await answer.Content.ReadAsStringAsync();
        using var page = await context.OpenAsync(response => response.Content(html));
        return page.GetElementById("pin")?.TextContent ?? throw new InvalidOperationException($"No PIN but {html}");
    }

    /// <summary>
    /// Opens the page of the device grant whose address has the code (<c>verification_uri_complete</c>), logs in and
    /// allows.
    /// </summary>
    public Task AllowDeviceAsync(Uri page) => FollowToEndAsync(page, allow: true);

    /// <summary>Opens the page of the device grant whose address has the code, and denies.</summary>
    public Task DenyDeviceAsync(Uri page) => FollowToEndAsync(page, allow: false);

    private async Task FollowToEndAsync(Uri url, bool allow)
    {
        using var http = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies });
        var step = new HttpRequestMessage(HttpMethod.Get, url);
        var isDenied = false;
        for (var steps = 0; steps < MaxSteps; steps++)
        {
            var address = step.RequestUri!;
            var form = step.Content is null ? "" : await step.Content.ReadAsStringAsync();
            using var answer = await http.SendAsync(step);
            var page = await answer.Content.ReadAsStringAsync();
            isDenied |= DenialWords().IsMatch(address.AbsolutePath + form);
            // A page after a denial may have a form for another code.
            var isEnd = isDenied || !page.Contains("<form", StringComparison.Ordinal);
            if (isEnd && answer.Headers.Location is null)
                return;
            step = answer.Headers.Location is { } location
                ? new(HttpMethod.Get, new Uri(address, location))
                : await SubmitDecisionAsync(address, answer, allow);
        }
        throw new InvalidOperationException($"No end after {MaxSteps} steps.");
    }

    private async Task<PeerCallback> FollowToCallbackAsync(Uri url, bool allow)
    {
        using var http = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies });
        var step = new HttpRequestMessage(HttpMethod.Get, url);
        for (var steps = 0; steps < MaxSteps; steps++)
        {
            var address = step.RequestUri!;
            if (address.GetLeftPart(UriPartial.Path) == PeerClient.RedirectUri)
                return new(address, step.Content is null ? null : await step.Content.ReadAsStringAsync());
            using var answer = await http.SendAsync(step);
            step = answer.Headers.Location is { } location
                ? new(HttpMethod.Get, new Uri(address, location))
                : await SubmitDecisionAsync(address, answer, allow);
        }
        throw new InvalidOperationException($"No callback after {MaxSteps} steps.");
    }

    private static async Task<HttpRequestMessage> SubmitDecisionAsync(
        Uri address, HttpResponseMessage answer, bool allow)
    {
        var html = await answer.Content.ReadAsStringAsync();
        using var context = BrowsingContext.New();
        using var page = await context.OpenAsync(response => response.Content(html).Address(address));
        if (!allow && page.Links.OfType<IHtmlAnchorElement>().FirstOrDefault(IsDenial) is { } cancel)
            return new(HttpMethod.Get, cancel.Href);
        if (page.Forms is not [var form, ..])
        {
            throw new InvalidOperationException(
                $"{address.GetLeftPart(UriPartial.Path)} answered {(int)answer.StatusCode} and no form: "
                + page.Body?.TextContent);
        }
        var inputs = form.Elements.OfType<IHtmlInputElement>();
        foreach (var input in inputs.Where(input => input.Type is "text" or "password"))
            input.Value = User;
        var buttons = form.Elements.OfType<IHtmlButtonElement>();
        var chosen = buttons.FirstOrDefault(button => IsDenial(button) != allow);
        var submission = (chosen is null ? form.GetSubmission() : form.GetSubmission(chosen))!;
        var content = new StreamContent(submission.Body)
        {
            Headers = { ContentType = MediaTypeHeaderValue.Parse(submission.MimeType!) },
        };
        return new(HttpMethod.Post, submission.Target.Href) { Content = content };
    }

    private static bool IsDenial(IElement element) => DenialWords().IsMatch(element.TextContent);

    [GeneratedRegex("cancel|deny|abort", RegexOptions.IgnoreCase)]
    private static partial Regex DenialWords();
}
