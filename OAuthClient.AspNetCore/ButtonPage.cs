using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace OAuthClient.AspNetCore;

/// <summary>
/// A page with a button that begins the login, for requests that may have been started by another site.
/// </summary>
internal static class ButtonPage
{
    public const string Style =
        ":root { color-scheme: light dark } "
        + "body { font: 1.1rem/1.5 system-ui, sans-serif; "
        + "display: grid; place-items: center; min-height: 90vh; margin: 0 } "
        + "button { font: inherit; padding: .6em 1.4em }";

    /// <param name="title">The provider's name for people.</param>
    /// <param name="path">The path where the login begins.</param>
    /// <param name="fields">The hidden fields of the form.</param>
    /// <param name="status">The status of the page.</param>
    public static IResult Create(
        string title, string path, IEnumerable<(string Name, string Value)> fields, int status)
    {
        var filled = fields.Where(field => field.Value.Length > 0);
        var hidden = string.Concat(filled.Select(field => Hidden(field.Name, field.Value)));
        return OAuthResponse.Html($$"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>Log in</title><style>{{Style}}</style></head>
            <body><form method="post" action="{{Encode(path)}}">
            {{hidden}}
            <button>Log in with {{Encode(title)}}</button>
            </form></body></html>
            """, status).ToResult();
    }

    public static string Hidden(string name, string value) =>
        $"""<input type="hidden" name="{Encode(name)}" value="{Encode(value)}">""";

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
