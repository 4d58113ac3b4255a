namespace OAuthClient.OAuth2;

/// <summary>
/// A part of the protocol in a class of its own, with a method for each leg: for all that the data of a provider's
/// value cannot say. Derive a class from it and add an instance to <see cref="OAuth2Provider.Extensions"/>.
/// </summary>
/// <remarks>
/// All logins share the instance: it must be immutable or thread-safe. The data of a login or a token is in
/// <see cref="ExtensionContext.Data"/>. All waits for extensions in one request together have the deadline
/// <see cref="OAuthDanceOptions.EndpointTimeout"/>. A method that throws, or misses the deadline, ends the login or
/// request with <see cref="OAuthErrorCode.ExtensionFailed"/>; a method refuses with <see cref="Refuse"/>.
/// </remarks>
public abstract class OAuth2Extension
{
    /// <summary>The name of the extension, in messages and in the names of its data: without a slash.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// The parameters of requests that only this extension may set, the protocol's own among them. The host cannot set
    /// them, and two extensions cannot own the same one.
    /// </summary>
    /// <value>The default is empty.</value>
    public virtual IReadOnlyList<string> Owns => [];

    /// <summary>
    /// The place among the extensions: for a request the lowest comes first, for an answer the highest. Extensions with
    /// the same order come in the order of <see cref="OAuth2Provider.Extensions"/>.
    /// </summary>
    /// <value>The default is 0. A signed request object needs a high one: it signs what the others have set.</value>
    public virtual int Order => 0;

    /// <summary>
    /// The token types, besides <c>Bearer</c>, that the extension can use. The type is the scheme of the token in API
    /// calls. The comparison with the provider's answer ignores case.
    /// </summary>
    /// <value>The default is empty.</value>
    public virtual IReadOnlyList<string> TokenTypes => [];

    /// <summary>Completes the authorization request, which goes through the browser or is pushed.</summary>
    /// <param name="parameters">All parameters of the request, which can be changed and replaced.</param>
    /// <param name="context">The surroundings. Its data is kept until the callback comes.</param>
    /// <param name="cancellationToken">Cancels the login's beginning.</param>
    /// <returns>A task that completes when the request is complete.</returns>
    public virtual ValueTask AuthorizeAsync(
        AuthorizationParameters parameters, ExtensionContext context, CancellationToken cancellationToken) => default;

    /// <summary>Opens a callback before anything else reads it, such as a signed one.</summary>
    /// <remarks>
    /// Any website can have written the callback. The result is checked as every callback is: its state, its browser,
    /// its issuer.
    /// </remarks>
    /// <param name="callback">The callback as the browser brought it.</param>
    /// <param name="context">The surroundings, still without data.</param>
    /// <param name="cancellationToken">Cancels the checks of the callback.</param>
    /// <returns>
    /// The callback to use, as <see cref="OAuthCallback.WithParameters"/> makes it; by default the same.
    /// </returns>
    public virtual ValueTask<OAuthCallback> OpenAsync(
        OAuthCallback callback, ExtensionContext context, CancellationToken cancellationToken) => new(callback);

    /// <summary>
    /// Checks a callback of this browser and provider before the pending dance is taken. A refused callback leaves the
    /// login as it was.
    /// </summary>
    /// <param name="callback">The callback, which may be an error.</param>
    /// <param name="context">The surroundings, with the data of the login.</param>
    /// <param name="cancellationToken">Cancels the checks of the callback.</param>
    /// <returns>A task that completes when the callback is checked.</returns>
    public virtual ValueTask CheckAsync(
        OAuthCallback callback, ExtensionContext context, CancellationToken cancellationToken) => default;

    /// <summary>
    /// Completes a request to an endpoint of the provider, after the client authentication. Called again for a
    /// repetition.
    /// </summary>
    /// <param name="request">The request: add to its form and headers.</param>
    /// <param name="context">The surroundings; <see cref="ExtensionContext.Leg"/> tells the request.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that completes when the request is complete.</returns>
    public virtual ValueTask RequestAsync(
        ClientRequest request, ExtensionContext context, CancellationToken cancellationToken) => default;

    /// <summary>Reads the answer to a request, before anything else reads it.</summary>
    /// <param name="answer">The answer of any status.</param>
    /// <param name="context">The surroundings; <see cref="ExtensionContext.Leg"/> tells the request.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>Whether to use the answer or to send the request once more; by default it is used.</returns>
    public virtual ValueTask<AnswerVerdict> AnswerAsync(
        OAuth2Answer answer, ExtensionContext context, CancellationToken cancellationToken) => default;

    /// <summary>Checks a token that came, and says what to keep beside it.</summary>
    /// <param name="token">The token, before any receiver or store has it.</param>
    /// <param name="context">The surroundings, with the data of the login or of the renewed token.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that completes when the token is checked.</returns>
    public virtual ValueTask TokenAsync(
        TokenDraft token, ExtensionContext context, CancellationToken cancellationToken) => default;

    /// <summary>Completes a call of the API that has the token. Called again for a repetition.</summary>
    /// <param name="apiCall">The call: add to its headers.</param>
    /// <param name="context">The surroundings, with the data beside the token.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when the call is complete.</returns>
    public virtual ValueTask CallAsync(
        ApiCall apiCall, ExtensionContext context, CancellationToken cancellationToken) => default;

    /// <summary>Reads the status and the headers of the API's answer to a call that had the token.</summary>
    /// <param name="answer">The answer. Its body belongs to the caller: do not read it.</param>
    /// <param name="context">The surroundings, with the data beside the token.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// Whether to use the answer or to make the call once more; by default it is used. A call whose body can be read
    /// only once is not repeated.
    /// </returns>
    public virtual ValueTask<AnswerVerdict> CalledAsync(
        HttpResponseMessage answer, ExtensionContext context, CancellationToken cancellationToken) => default;

    /// <summary>Shows the name of the extension.</summary>
    /// <returns>The <see cref="Name"/>.</returns>
    public sealed override string ToString() => Name;

    /// <summary>Makes the exception that ends a login or a request with an error code of the extension.</summary>
    /// <param name="code">The error code, such as <c>id_token_invalid</c>.</param>
    /// <param name="message">
    /// The failure in a sentence, for developers. Values of the extension's data are masked.
    /// </param>
    /// <param name="hint">A remedy; null when there is none.</param>
    /// <returns>The exception to throw: the outcome is <see cref="OAuthOutcomeKind.Refused"/>.</returns>
    protected static OAuthException Refuse(string code, string message, string? hint = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        ArgumentNullException.ThrowIfNull(message);
        return OAuthException.Refused(code, message, hint);
    }
}
