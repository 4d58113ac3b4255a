using System.Net;

namespace OAuthClient.Testing;

/// <summary>The page where a pretend user logs in and allows or denies.</summary>
internal static class LoginPage
{
    public static string Create(string client, string ticket, string? scope)
    {
        var scopes = string.IsNullOrEmpty(scope) ? "" : $" and to use: <b>{WebUtility.HtmlEncode(scope)}</b>";
        return $"""
            <!doctype html>
            <html lang="en">
            <head>{PageStyle.Head}<title>Pretend provider</title></head>
            <body>
              <h1>Log in to the pretend provider</h1>
              <p><b>{WebUtility.HtmlEncode(client)}</b> would like to know who you are{scopes}.</p>
              <form method="post" action="/consent">
                <input type="hidden" name="ticket" value="{WebUtility.HtmlEncode(ticket)}">
                <label>Your name <input name="user" value="anna"></label>
            {CheckBoxes(scope ?? "")}
                <button name="decision" value="allow">Allow</button>
                <button name="decision" value="deny">Deny</button>
              </form>
            </body>
            </html>
            """;
    }

    private static string CheckBoxes(string scope) => string.Concat(
        from name in scope.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        let text = WebUtility.HtmlEncode(name)
        select $"""    <label><input type="checkbox" name="refuse" value="{text}"> not: {text}</label>""" + '\n');
}
