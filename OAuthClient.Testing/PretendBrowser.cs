using System.Net;
using System.Text.RegularExpressions;

namespace OAuthClient.Testing;

/// <summary>
/// The user's browser, as far as a login needs one: it opens the provider's page, fills in the form, and stops at the callback, which it
/// hands over instead of opening. Each browser has a key of its own, as a cookie would. Thread-safe.
/// </summary>
/// <param name="http">The way to the provider: <see cref="PretendProvider.Handler"/>, or a handler that follows no redirects.</param>
public sealed partial class PretendBrowser(HttpMessageHandler http)
{
    /// <summary>What the browser keeps in its cookie: set it from <see cref="OAuthLogin.BrowserKey"/>.</summary>
    public Secret Cookie { get; set; }

    /// <summary>Logs in and allows.</summary>
    /// <param name="authorizationUrl">Where the dance sends the user.</param>
    /// <param name="user">The name to log in with.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The callback.</returns>
    public Task<PretendCallback> AllowAsync(Uri authorizationUrl, string user = "anna", CancellationToken cancellationToken = default) =>
        DecideAsync(authorizationUrl, user, "allow", cancellationToken);

    /// <summary>Says no.</summary>
    /// <param name="authorizationUrl">Where the dance sends the user.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The callback.</returns>
    public Task<PretendCallback> DenyAsync(Uri authorizationUrl, CancellationToken cancellationToken = default) =>
        DecideAsync(authorizationUrl, "anna", "deny", cancellationToken);

    /// <summary>Logs in, allows, and reads the PIN that the provider shows where there is no callback (<c>oob</c>).</summary>
    /// <param name="authorizationUrl">Where the dance sends the user.</param>
    /// <param name="user">The name to log in with.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What the user types in: give it to <see cref="OAuthLogin.WithPin"/>.</returns>
    /// <exception cref="InvalidOperationException">There is a callback, or the provider shows no PIN.</exception>
    public async Task<string> ReadPinAsync(Uri authorizationUrl, string user = "anna", CancellationToken cancellationToken = default)
    {
        var (callback, page) = await SubmitAsync(authorizationUrl, user, "allow", cancellationToken).ConfigureAwait(false);
        return callback is null && Pin().Match(page) is { Success: true } pin
            ? pin.Groups[1].Value
            : throw new InvalidOperationException($"The provider showed no PIN{(callback is null ? $": {page}" : ": there is a callback.")}");
    }

    private async Task<PretendCallback> DecideAsync(Uri authorizationUrl, string user, string decision, CancellationToken cancellationToken)
    {
        var (callback, page) = await SubmitAsync(authorizationUrl, user, decision, cancellationToken).ConfigureAwait(false);
        return callback ?? throw new InvalidOperationException($"The provider did not send the user back: {page}");
    }

    private async Task<(PretendCallback? Callback, string Page)> SubmitAsync(Uri authorizationUrl, string user, string decision, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(authorizationUrl);
        using var client = new HttpClient(http, disposeHandler: false);
        using var shown = await client.GetAsync(authorizationUrl, cancellationToken).ConfigureAwait(false);
        var page = await shown.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        if (Callback(shown, page) is { } refused)
            return (refused, page);
        var ticket = Ticket().Match(page);
        if (!ticket.Success)
            throw new InvalidOperationException($"The provider showed no consent page but {(int)shown.StatusCode}: {page}");
        using var form = new FormUrlEncodedContent([new("ticket", ticket.Groups[1].Value), new("user", user), new("decision", decision)]);
        using var answer = await client.PostAsync(new Uri(authorizationUrl, "/consent"), form, cancellationToken).ConfigureAwait(false);
        page = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        return (Callback(answer, page), page);
    }

    private static PretendCallback? Callback(HttpResponseMessage answer, string page)
    {
        if (answer.Headers.Location is { } location)
            return new(location);
        var posts = page.Contains("document.forms[0].submit()", StringComparison.Ordinal);
        return posts ? new(new(WebUtility.HtmlDecode(Action().Match(page).Groups[1].Value)), WireFormat.Form([.. Fields(page)])) : null;
    }

    private static IEnumerable<(string Name, string Value)> Fields(string page) =>
        Hidden().Matches(page).Select(field => (WebUtility.HtmlDecode(field.Groups[1].Value), WebUtility.HtmlDecode(field.Groups[2].Value)));

    [GeneratedRegex("id=\"pin\">([^<]+)<")]
    private static partial Regex Pin();

    [GeneratedRegex("action=\"([^\"]*)\"")]
    private static partial Regex Action();

    [GeneratedRegex("type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();

    [GeneratedRegex("name=\"ticket\" value=\"([^\"]+)\"")]
    private static partial Regex Ticket();
}
