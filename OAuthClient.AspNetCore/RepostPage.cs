using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace OAuthClient.AspNetCore;

/// <summary>A page that posts a callback again, to its own address, as soon as a browser has loaded it.</summary>
/// <remarks>
/// A browser sends no <c>SameSite=Lax</c> cookie with the form of the provider's page, and all cookies with the form of
/// this one. The whole callback is one field, so that the browser changes none of its bytes.
/// </remarks>
internal static class RepostPage
{
    private const string Script = "document.forms[0].submit()";

    // There is no form-action: Chromium applies it to the redirect after the form too, and the return URL may be at
    // another origin.
    private static readonly string ContentSecurityPolicy =
        $"default-src 'none'; script-src 'sha256-{ComputeDigest(Script)}'; "
        + "style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

    public static IResult Create(HttpContext context, string title, string callback)
    {
        context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        return OAuthResponse.Html($$"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>Log in</title><style>{{ButtonPage.Style}}</style></head>
            <body><form method="post">
            {{ButtonPage.Hidden(PostedCallback.FieldName, callback)}}
            <button>Log in with {{HtmlEncoder.Default.Encode(title)}}</button>
            </form><script>{{Script}}</script></body></html>
            """).ToResult();
    }

    private static string ComputeDigest(string script) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
}
