using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace OAuthClient.AspNetCore;

/// <summary>A page with a button that begins the login: for users of whom the browser does not say that they come from the own site.</summary>
internal static class ButtonPage
{
    public static IResult For(HttpContext context, IAntiforgery antiforgery, string provider, string returnUrl, int status)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        var (name, path) = (Text(provider), Text($"{context.Request.PathBase}/login/{provider}"));
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
        return OAuthResponse.Html($$"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Log in</title>
            <style>body { font: 1.1rem/1.5 system-ui, sans-serif; display: grid; place-items: center; min-height: 90vh; margin: 0 } button { font: inherit; padding: .6em 1.4em }</style></head>
            <body><form method="post" action="{{path}}">
            <input type="hidden" name="{{Text(tokens.FormFieldName)}}" value="{{Text(tokens.RequestToken ?? "")}}"><input type="hidden" name="returnUrl" value="{{Text(returnUrl)}}">
            <button>Log in with {{name}}</button>
            </form></body></html>
            """, status).ToResult();
    }

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
