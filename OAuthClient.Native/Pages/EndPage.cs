using System.Net;
using OAuthClient.Native.Listening;

namespace OAuthClient.Native.Pages;

/// <summary>The page that the browser ends on. It needs no network, runs no script, and loads nothing.</summary>
internal static class EndPage
{
    /// <summary>Creates the page of a login that has ended.</summary>
    public static LoopbackAnswer Create(OAuthOutcome outcome, string provider)
    {
        var text = EndText.Of(outcome, provider);
        return Create(text, outcome.Kind is OAuthOutcomeKind.Stored ? 200 : outcome.Response.Status);
    }

    /// <summary>Creates the page of a request that is no callback of the login.</summary>
    public static LoopbackAnswer CreateStray(OAuthError error) => Create(
        new(
            EndMark.Warning,
            "This is not the login that the program waits for",
            ["The program still waits. Go on in the tab that it opened, or open the address that it shows."],
            $"{error.Code}: {error.Message}"),
        400);

    private static LoopbackAnswer Create(EndText text, int status)
    {
        var lines = string.Concat(text.Lines.Select(line => $"<p>{Encode(line)}</p>"));
        var detail = text.Detail is null ? "" : $"<p class=\"detail\"><code>{Encode(text.Detail)}</code></p>";
        var html = $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex"><link rel="icon" href="data:,"><title>{Encode(text.Title)}</title>
            <style>{EndStyle.Css}</style></head>
            <body><main class="{text.Mark.ToString().ToLowerInvariant()}">{EndStyle.SvgOf(text.Mark)}
            <h1>{Encode(text.Title)}</h1>{lines}{detail}</main></body></html>
            """;
        return new(OAuthResponse.Html(html, status is >= 200 and < 300 or >= 400 ? status : 200))
        {
            Headers = new Dictionary<string, string> { ["Content-Security-Policy"] = EndStyle.Policy },
        };
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
