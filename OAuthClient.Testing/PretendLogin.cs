namespace OAuthClient.Testing;

/// <summary>
/// Logs a user in at a pretend provider to get the args of <c>oauth_authorized</c>, so that a test can call a receiver
/// alone.
/// </summary>
/// <remarks>
/// The login is a real one and the args are a dance's own: their session calls the provider's API. The dance stores no
/// token for it. Receivers that are connected already hear it too, so give the dance a registry of its own.
/// Thread-safe.
/// </remarks>
public static class PretendLogin
{
    /// <summary>Logs a user in, stores nothing, and returns what receivers of <c>oauth_authorized</c> get.</summary>
    /// <param name="dance">A dance with a <see cref="PretendProvider"/>.</param>
    /// <param name="user">The user who begins, or <see cref="OAuthUser.Unknown"/>.</param>
    /// <param name="login">The name to log in with at the provider.</param>
    /// <param name="options">
    /// The facts that the host gives when the login begins, such as data and a return URL. The services are given again
    /// when it finishes.
    /// </param>
    /// <param name="cancellationToken">Cancels the login.</param>
    /// <returns>The args. Call the receiver with the dance and with them.</returns>
    /// <exception cref="InvalidOperationException">The login failed; the message says why.</exception>
    public static async Task<AuthorizedArgs> AuthorizeAsync(
        OAuthDance dance,
        OAuthUser user,
        string login = "anna",
        OAuthBeginOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dance);
        var facts = (options ?? new()) with { IsAntiForgeryChecked = true };
        var begun = await dance.BeginAsync(user, facts, cancellationToken).ConfigureAwait(false);
        if (begun.AuthorizationUrl is not { } page)
            throw new InvalidOperationException($"The login did not begin: {begun.Explanation}");
        var callback = await AllowAsync(dance, page, login, cancellationToken).ConfigureAwait(false);

        AuthorizedArgs? authorized = null;
        using var connection = dance.Signals.Authorized.Connect((_, args) =>
        {
            // Another login of the same dance may be under way.
            if (ReferenceEquals(args.Callback, callback))
                authorized = args;
            return ReferenceEquals(args.Callback, callback) ? OAuthAnswer.DontStore : OAuthAnswer.NoOpinion;
        });
        var outcome = await dance.FinishAsync(
            callback, begun.BrowserKey, new() { Services = facts.Services }, cancellationToken).ConfigureAwait(false);
        return authorized ?? throw new InvalidOperationException($"The login failed: {outcome.Explanation}");
    }

    private static async Task<OAuthCallback> AllowAsync(
        OAuthDance dance, Uri page, string login, CancellationToken cancellationToken)
    {
        using var network = new SocketsHttpHandler { AllowAutoRedirect = false };
        var browser = new PretendBrowser(dance.Options.Http ?? network);
        return await browser.AllowAsync(page, login, cancellationToken).ConfigureAwait(false);
    }
}
