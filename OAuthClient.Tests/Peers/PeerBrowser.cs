using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace OAuthClient.Tests.Peers;

/// <summary>What a browser is about to bring to the redirect URI: its address and, in a form_post, the form.</summary>
internal sealed record PeerCallback(Uri Url, string? Form)
{
    public OAuthCallback Parameters => Form is null ? Url : OAuthCallback.FromForm(Form);
}

/// <summary>
/// A user with a browser of their own: keeps cookies, follows redirects, fills in and submits whatever form there is, and stops before the
/// redirect URI, which it never opens. It runs no script: a page that would submit its form by itself is submitted like any other.
/// </summary>
internal sealed partial class PeerBrowser
{
    private const string User = "anna";
    private const int MaxSteps = 20;
    private readonly CookieContainer _cookies = new();

    public Task<PeerCallback> AllowAsync(Uri url) => FollowToCallbackAsync(url, allow: true);

    public Task<PeerCallback> DenyAsync(Uri url) => FollowToCallbackAsync(url, allow: false);

    /// <summary>Allows, where there is no redirect URI.</summary>
    /// <returns>The PIN that the last page shows.</returns>
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
                $"{address.GetLeftPart(UriPartial.Path)} answered {(int)answer.StatusCode} and no form: {page.Body?.TextContent}");
        }
        foreach (var input in form.Elements.OfType<IHtmlInputElement>().Where(input => input.Type is "text" or "password"))
            input.Value = User;
        var buttons = form.Elements.OfType<IHtmlButtonElement>();
        var submission = (buttons.FirstOrDefault(
            button => IsDenial(button) != allow) is { } chosen ? form.GetSubmission(chosen) : form.GetSubmission())!;
        var content = new StreamContent(
            submission.Body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(submission.MimeType!) } };
        return new(HttpMethod.Post, submission.Target.Href) { Content = content };
    }

    private static bool IsDenial(IElement element) => DenialWords().IsMatch(element.TextContent);

    [GeneratedRegex("cancel|deny", RegexOptions.IgnoreCase)]
    private static partial Regex DenialWords();
}
