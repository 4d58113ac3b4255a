namespace OAuthClient;

/// <summary>
/// The library's codes of failures. The provider's code is in <see cref="OAuthError.ProviderError"/>.
/// </summary>
public static class OAuthErrorCode
{
    /// <summary>The user said no, at the provider.</summary>
    public const string AccessDenied = "access_denied";

    /// <summary>The callback is no query that can be read.</summary>
    public const string CallbackMalformed = "callback_malformed";

    /// <summary>A parameter that must stand alone came twice (RFC 6749 section 3.1).</summary>
    public const string ParameterRepeated = "parameter_repeated";

    /// <summary>The callback has no state.</summary>
    public const string StateMissing = "state_missing";

    /// <summary>No dance has this state: it was never begun here, or is long over.</summary>
    public const string StateUnknown = "state_unknown";

    /// <summary>The dance was begun too long ago.</summary>
    public const string StateExpired = "state_expired";

    /// <summary>The dance has been finished already.</summary>
    public const string StateReused = "state_reused";

    /// <summary>The dance was begun by another browser, or its cookie is lost.</summary>
    public const string StateWrongBrowser = "state_wrong_browser";

    /// <summary>The OAuth 1 callback names no request token.</summary>
    public const string RequestTokenMissing = "request_token_missing";

    /// <summary>No dance has this request token.</summary>
    public const string RequestTokenUnknown = "request_token_unknown";

    /// <summary>The OAuth 1 dance was begun too long ago.</summary>
    public const string RequestTokenExpired = "request_token_expired";

    /// <summary>The OAuth 1 dance has been finished already.</summary>
    public const string RequestTokenReused = "request_token_reused";

    /// <summary>The OAuth 1 dance was begun by another browser, or its cookie is lost.</summary>
    public const string RequestTokenWrongBrowser = "request_token_wrong_browser";

    /// <summary>The dance was begun with another provider.</summary>
    public const string ProviderMismatch = "provider_mismatch";

    /// <summary>The callback does not name its issuer, though this provider always does (RFC 9207).</summary>
    public const string IssMissing = "iss_missing";

    /// <summary>The callback names another issuer (RFC 9207).</summary>
    public const string IssMismatch = "iss_mismatch";

    /// <summary>The callback came another way than asked for: in the query, or as a posted form.</summary>
    public const string ResponseModeMismatch = "response_mode_mismatch";

    /// <summary>The callback is not signed as this provider signs.</summary>
    public const string CallbackSignatureInvalid = "callback_signature_invalid";

    /// <summary>
    /// A browser only looked ahead: nothing was done, no signal was sent, and the login still waits for the user.
    /// </summary>
    public const string Prefetch = "prefetch";

    /// <summary>Another user is logged in now than the one who began.</summary>
    public const string UserChanged = "user_changed";

    /// <summary>A login was to begin and the host did not say that its own page asked for it.</summary>
    public const string LoginCsrf = "login_csrf";

    /// <summary>The provider knows no code challenge method that is safe (RFC 7636).</summary>
    public const string PkceDowngrade = "pkce_downgrade";

    /// <summary>
    /// A pushed authorization request is required and the provider has no endpoint for it (RFC 9126).
    /// </summary>
    public const string ParUnavailable = "par_unavailable";

    /// <summary>The answer to a pushed authorization request brings no <c>request_uri</c> (RFC 9126).</summary>
    public const string RequestUriMissing = "request_uri_missing";

    /// <summary>A secret would go to an endpoint that the provider's value does not name.</summary>
    public const string EndpointHostRefused = "endpoint_host_refused";

    /// <summary>A client authentication of the host's own failed.</summary>
    public const string ClientAuthenticationFailed = "client_authentication_failed";

    /// <summary>The callback has neither a code nor an error, or both.</summary>
    public const string ResponseInvalid = "response_invalid";

    /// <summary>The provider reported an error, in the callback or in an answer; its words stand beside.</summary>
    public const string ProviderError = "provider_error";

    /// <summary>An endpoint could not be reached.</summary>
    public const string EndpointUnreachable = "endpoint_unreachable";

    /// <summary>An endpoint took too long.</summary>
    public const string EndpointTimeout = "endpoint_timeout";

    /// <summary>
    /// An endpoint answered with a redirect, which is not followed: it would carry secrets elsewhere.
    /// </summary>
    public const string EndpointRedirected = "endpoint_redirected";

    /// <summary>An endpoint answered with an HTTP error and nothing that explains it.</summary>
    public const string EndpointHttp = "endpoint_http";

    /// <summary>
    /// An endpoint is overloaded and asks to wait; <see cref="OAuthError.RetryAfter"/> tells how long, if it named a
    /// time.
    /// </summary>
    public const string EndpointBusy = "endpoint_busy";

    /// <summary>An answer is neither JSON nor form-encoded, or breaks off.</summary>
    public const string AnswerUnreadable = "answer_unreadable";

    /// <summary>An answer is larger than any token could be.</summary>
    public const string AnswerTooLarge = "answer_too_large";

    /// <summary>An answer brings no token.</summary>
    public const string TokenMissing = "token_missing";

    /// <summary>The token is of a type that this client cannot use.</summary>
    public const string TokenTypeUnsupported = "token_type_unsupported";

    /// <summary>
    /// The provider did not confirm the callback (RFC 5849 section 2.1): it speaks OAuth 1.0, which is unsafe.
    /// </summary>
    public const string CallbackNotConfirmed = "callback_not_confirmed";

    /// <summary>A receiver threw.</summary>
    public const string ReceiverFailed = "receiver_failed";

    /// <summary>Receivers named different users to store the token for.</summary>
    public const string UserConflict = "user_conflict";

    /// <summary>No receiver named the user of the token.</summary>
    public const string UserUnknown = "user_unknown";

    /// <summary>A store failed.</summary>
    public const string StoreFailed = "store_failed";

    /// <summary>The place to return to is not in the own site.</summary>
    public const string ReturnUrlRefused = "return_url_refused";

    /// <summary>The provider takes the refresh token no longer: the login is over, and a new one is needed.</summary>
    public const string RefreshRejected = "refresh_rejected";

    /// <summary>
    /// A call with a body that can be read only once was answered with 401. The token is refreshed, so call again with
    /// a new body.
    /// </summary>
    public const string BodyNotRepeatable = "body_not_repeatable";

    /// <summary>There is no token for this user: a login is needed first.</summary>
    public const string AuthorizationRequired = "authorization_required";

    /// <summary>A call goes to an origin that does not get the token.</summary>
    public const string TokenHostRefused = "token_host_refused";

    /// <summary>An unforeseen failure in this process.</summary>
    public const string Unexpected = "unexpected";
}
