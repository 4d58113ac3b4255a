using System.Net;

namespace OAuthClient.Testing;

/// <summary>
/// The page that shows a PIN, which the user types into a client that has no callback (RFC 5849 section 2.1,
/// <c>oob</c>).
/// </summary>
internal static class PinPage
{
    public static string Create(string client, string pin)
    {
        var name = WebUtility.HtmlEncode(client);
        return $"""
            <!doctype html>
            <html lang="en">
            <head>{PageStyle.Head}<title>Pretend provider</title></head>
            <body>
              <h1>You allowed it</h1>
              <p>Go back to <b>{name}</b> and type in: <b id="pin">{WebUtility.HtmlEncode(pin)}</b></p>
            </body>
            </html>
            """;
    }
}
