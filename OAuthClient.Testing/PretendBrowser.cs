using System.Net;
using System.Text.RegularExpressions;

namespace OAuthClient.Testing;

/// <summary>The user's browser, as far as a login needs one.</summary>
/// <remarks>
/// It opens the provider's page, fills in the form, and stops at the callback, which it returns instead of opening it.
/// Each browser has a browser key of its own, as if in a cookie. Thread-safe.
/// </remarks>
/// <param name="http">
/// The way to the provider: <see cref="PretendProvider.Handler"/>, or a handler that follows no redirects.
/// </param>
public sealed partial class PretendBrowser(HttpMessageHandler http)
{
    /// <summary>
    /// The browser key that the browser would keep in a cookie: set it from <see cref="OAuthLogin.BrowserKey"/>.
    /// </summary>
    public Secret Cookie { get; set; }

    /// <summary>Logs in and allows.</summary>
    /// <param name="authorizationUrl">The provider's page, to which the dance sends the user.</param>
    /// <param name="user">The name to log in with.</param>
    /// <param name="cancellationToken">Cancels the requests to the provider.</param>
    /// <returns>The callback.</returns>
    public Task<PretendCallback> AllowAsync(
        Uri authorizationUrl, string user = "anna", CancellationToken cancellationToken = default) =>
        DecideAsync(authorizationUrl, user, "allow", cancellationToken);

    /// <summary>Logs in and denies.</summary>
    /// <param name="authorizationUrl">The provider's page, to which the dance sends the user.</param>
    /// <param name="cancellationToken">Cancels the requests to the provider.</param>
    /// <returns>The callback.</returns>
    public Task<PretendCallback> DenyAsync(Uri authorizationUrl, CancellationToken cancellationToken = default) =>
        DecideAsync(authorizationUrl, "anna", "deny", cancellationToken);

    /// <summary>
    /// Logs in, allows, and reads the PIN that the provider shows when there is no callback (<c>oob</c>).
    /// </summary>
    /// <param name="authorizationUrl">The provider's page, to which the dance sends the user.</param>
    /// <param name="user">The name to log in with.</param>
    /// <param name="cancellationToken">Cancels the requests to the provider.</param>
    /// <returns>The PIN: give it to <see cref="OAuthLogin.WithPin"/>.</returns>
    /// <exception cref="InvalidOperationException">There is a callback, or the provider shows no PIN.</exception>
    public async Task<string> ReadPinAsync(
        Uri authorizationUrl, string user = "anna", CancellationToken cancellationToken = default)
    {
        var (callback, page) = await SubmitAsync(authorizationUrl, user, "allow", cancellationToken)
            .ConfigureAwait(false);
        if (callback is null && Pin().Match(page) is { Success: true } pin)
            return pin.Groups[1].Value;
        var reason = callback is null ? page : "there is a callback.";
        throw new InvalidOperationException($"The provider showed no PIN: {reason}");
    }

    /// <summary>Opens the page of the device grant (RFC 8628 section 3.3), types the code and allows.</summary>
    /// <param name="verificationUri">The page: <c>verification_uri</c>, or the one that is complete.</param>
    /// <param name="userCode">The code that the device shows; null when the page's address has it.</param>
    /// <param name="user">The name to log in with.</param>
    /// <param name="cancellationToken">Cancels the requests to the provider.</param>
    /// <returns>A task that ends when the provider has taken the decision.</returns>
    /// <exception cref="InvalidOperationException">The provider shows no such page, or refuses the code.</exception>
    public Task AllowDeviceAsync(
        Uri verificationUri,
        string? userCode = null,
        string user = "anna",
        CancellationToken cancellationToken = default) =>
        DecideDeviceAsync(verificationUri, userCode, user, "allow", cancellationToken);

    /// <summary>Opens the page of the device grant (RFC 8628 section 3.3), types the code and denies.</summary>
    /// <inheritdoc cref="AllowDeviceAsync"/>
    public Task DenyDeviceAsync(
        Uri verificationUri, string? userCode = null, CancellationToken cancellationToken = default) =>
        DecideDeviceAsync(verificationUri, userCode, "anna", "deny", cancellationToken);

    private async Task DecideDeviceAsync(
        Uri verificationUri,
        string? userCode,
        string user,
        string decision,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(verificationUri);
        using var client = new HttpClient(http, disposeHandler: false);
        var page = await client.GetStringAsync(verificationUri, cancellationToken).ConfigureAwait(false);
        var shown = UserCode().Match(page);
        if (!shown.Success)
            throw new InvalidOperationException($"The provider showed no page for a user code: {page}");
        var code = userCode ?? WebUtility.HtmlDecode(shown.Groups[1].Value);
        using var form = new FormUrlEncodedContent(
            [new("user_code", code), new("user", user), new("decision", decision)]);
        using var answer = await client.PostAsync(new Uri(verificationUri, "/device"), form, cancellationToken).ConfigureAwait(false);
        var said = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"The provider refused the code {code}: {said}");
    }

    private async Task<PretendCallback> DecideAsync(
        Uri authorizationUrl, string user, string decision, CancellationToken cancellationToken)
    {
        var (callback, page) = await SubmitAsync(authorizationUrl, user, decision, cancellationToken)
            .ConfigureAwait(false);
        return callback ?? throw new InvalidOperationException($"The provider did not send the user back: {page}");
    }

    private async Task<(PretendCallback? Callback, string Page)> SubmitAsync(
        Uri authorizationUrl, string user, string decision, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(authorizationUrl);
        using var client = new HttpClient(http, disposeHandler: false);
        using var opened = await client.GetAsync(authorizationUrl, cancellationToken).ConfigureAwait(false);
        var page = await opened.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        if (ReadCallback(opened, page) is { } refusal)
            return (refusal, page);
        var ticket = Ticket().Match(page);
        if (!ticket.Success)
        {
            throw new InvalidOperationException(
                $"The provider showed no consent page but {(int)opened.StatusCode}: {page}");
        }
        using var form = new FormUrlEncodedContent(
            [new("ticket", ticket.Groups[1].Value), new("user", user), new("decision", decision)]);
        var consentUrl = new Uri(authorizationUrl, "/consent");
        using var answer = await client.PostAsync(consentUrl, form, cancellationToken).ConfigureAwait(false);
        page = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        return (ReadCallback(answer, page), page);
    }

    private static PretendCallback? ReadCallback(HttpResponseMessage response, string page)
    {
        if (response.Headers.Location is { } location)
            return new(location);
        var isFormPost = page.Contains("document.forms[0].submit()", StringComparison.Ordinal);
        if (!isFormPost)
            return null;
        var action = WebUtility.HtmlDecode(Action().Match(page).Groups[1].Value);
        return new(new(action), WireFormat.Form([.. HiddenFields(page)]));
    }

    private static IEnumerable<(string Name, string Value)> HiddenFields(string page) =>
        from field in Hidden().Matches(page)
        select (WebUtility.HtmlDecode(field.Groups[1].Value), WebUtility.HtmlDecode(field.Groups[2].Value));

    [GeneratedRegex("id=\"pin\">([^<]+)<")]
    private static partial Regex Pin();

    [GeneratedRegex("name=\"user_code\" value=\"([^\"]*)\"")]
    private static partial Regex UserCode();

    [GeneratedRegex("action=\"([^\"]*)\"")]
    private static partial Regex Action();

    [GeneratedRegex("type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();

    [GeneratedRegex("name=\"ticket\" value=\"([^\"]+)\"")]
    private static partial Regex Ticket();
}
