using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;
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

    public static IResult Create(string title, string path, string returnUrl, AntiforgeryTokenSet tokens, int status)
    {
        var token = Hidden(tokens.FormFieldName, tokens.RequestToken ?? "");
        return OAuthResponse.Html($$"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>Log in</title><style>{{Style}}</style></head>
            <body><form method="post" action="{{Encode(path)}}">
            {{token}}{{Hidden("returnUrl", returnUrl)}}
            <button>Log in with {{Encode(title)}}</button>
            </form></body></html>
            """, status).ToResult();
    }

    public static string Hidden(string name, string value) =>
        $"""<input type="hidden" name="{Encode(name)}" value="{Encode(value)}">""";

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
