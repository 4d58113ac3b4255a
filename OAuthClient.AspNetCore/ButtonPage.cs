using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace OAuthClient.AspNetCore;

/// <summary>A page with a button that begins the login: for users of whom the browser does not say that they come from the own site.</summary>
internal static class ButtonPage
{
    public static IResult Create(string title, string path, string returnUrl, AntiforgeryTokenSet tokens, int status) => OAuthResponse.Html($$"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Log in</title>
        <style>:root { color-scheme: light dark } body { font: 1.1rem/1.5 system-ui, sans-serif; display: grid; place-items: center; min-height: 90vh; margin: 0 } button { font: inherit; padding: .6em 1.4em }</style></head>
        <body><form method="post" action="{{Encode(path)}}">
        <input type="hidden" name="{{Encode(tokens.FormFieldName)}}" value="{{Encode(tokens.RequestToken ?? "")}}"><input type="hidden" name="returnUrl" value="{{Encode(returnUrl)}}">
        <button>Log in with {{Encode(title)}}</button>
        </form></body></html>
        """, status).ToResult();

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
