using System.Net;

namespace OAuthClient.Testing;

/// <summary>The page where a pretend user logs in and says yes or no.</summary>
internal static class LoginPage
{
    public static string Create(string client, string ticket, string? scope) => $"""
        <!doctype html>
        <html lang="en">
        <head>{PageStyle.Head}<title>Pretend provider</title></head>
        <body>
          <h1>Log in to the pretend provider</h1>
          <p><b>{WebUtility.HtmlEncode(client)}</b> would like to know who you are{(string.IsNullOrEmpty(scope) ? "" : $" and to use: <b>{WebUtility.HtmlEncode(scope)}</b>")}.</p>
          <form method="post" action="/consent">
            <input type="hidden" name="ticket" value="{WebUtility.HtmlEncode(ticket)}">
            <label>Your name <input name="user" value="anna"></label>
        {string.Concat((scope ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => $"""    <label><input type="checkbox" name="refuse" value="{WebUtility.HtmlEncode(one)}"> not: {WebUtility.HtmlEncode(one)}</label>{'\n'}"""))}
            <button name="decision" value="allow">Allow</button>
            <button name="decision" value="deny">Deny</button>
          </form>
        </body>
        </html>
        """;
}
