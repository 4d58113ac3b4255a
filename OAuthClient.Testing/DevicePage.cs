using System.Net;

namespace OAuthClient.Testing;

/// <summary>The page where a user types the code that a device shows (RFC 8628 section 3.3).</summary>
internal static class DevicePage
{
    public static string Create(string? userCode) => $"""
        <!doctype html>
        <html lang="en">
        <head>{PageStyle.Head}<title>Pretend provider</title></head>
        <body>
          <h1>Connect a device to the pretend provider</h1>
          <p>Go on only if the device before you shows this code.</p>
          <form method="post" action="/device">
            <label>Code <input name="user_code" value="{WebUtility.HtmlEncode(userCode ?? "")}"></label>
            <label>Your name <input name="user" value="anna"></label>
            <button name="decision" value="allow">Allow</button>
            <button name="decision" value="deny">Deny</button>
          </form>
        </body>
        </html>
        """;
}
