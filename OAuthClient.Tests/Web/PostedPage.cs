using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace OAuthClient.Tests.Web;

/// <summary>Posts callbacks as a browser does for the provider's page.</summary>
internal static class PostedPage
{
    public const string MediaType = "application/x-www-form-urlencoded";

    public static HttpContent Form(string body) => new StringContent(body, null, MediaType);

    public static HttpContent Form(byte[] body) =>
        new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(MediaType) } };

    /// <summary>
    /// Posts a callback as another site's page does. If the application answers with a page that posts, posts that
    /// page's form from the application's own origin.
    /// </summary>
    /// <param name="host">The application.</param>
    /// <param name="path">The path of the callback endpoint.</param>
    /// <param name="body">The form of the provider's page.</param>
    /// <param name="jar">The cookies of the browser.</param>
    /// <param name="own">Headers that stand for <c>SameSite=Lax</c> cookies of the application.</param>
    public static async Task<HttpResponseMessage> PostCallbackAsync(
        this WebHost host, string path, HttpContent body, CookieJar jar, params (string, string?)[] own)
    {
        var answer = await host.SendAsync("POST", path, body, WebHost.CrossSite, jar.CrossSitePostHeader);
        if (await ReadAsync(answer) is not { } form)
            return answer;
        return await host.SendAsync("POST", path, form, [WebHost.SameOrigin, jar.Header, .. own]);
    }

    /// <summary>The body that the form of a page sends; null when it posts none to itself.</summary>
    public static async Task<HttpContent?> ReadAsync(HttpResponseMessage answer)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "text/html")
            return null;
        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
        if (page.Forms is not [IHtmlFormElement { Method: "post" } form] || form.HasAttribute("action"))
            return null;
        var fields = form.QuerySelectorAll("input").OfType<IHtmlInputElement>();
        return new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name!, field.Value)));
    }
}
