using System.Net;

namespace OAuthClient.Testing;

/// <summary>
/// The page that posts a callback (OAuth 2.0 Form Post Response Mode) as soon as a browser has loaded it.
/// </summary>
internal static class FormPostPage
{
    public static string Create(string redirectUri, IEnumerable<(string Name, string Value)> parameters) => $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Back to the application</title></head>
        <body onload="document.forms[0].submit()">
          <form method="post" action="{WebUtility.HtmlEncode(redirectUri)}">
        {string.Concat(parameters.Select(Hidden))}
            <noscript><button>Go on</button></noscript>
          </form>
        </body>
        </html>
        """;

    private static string Hidden((string Name, string Value) field)
    {
        var name = WebUtility.HtmlEncode(field.Name);
        var value = WebUtility.HtmlEncode(field.Value);
        return $"""    <input type="hidden" name="{name}" value="{value}">""" + '\n';
    }
}
