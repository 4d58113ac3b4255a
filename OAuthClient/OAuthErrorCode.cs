namespace OAuthClient;

/// <summary>
/// The library's error codes. The provider's own error code is in <see cref="OAuthError.ProviderError"/>.
/// </summary>
public static class OAuthErrorCode
{
    /// <summary>The user denied the login at the provider.</summary>
    public const string AccessDenied = "access_denied";

    /// <summary>
    /// The provider must ask the user, and was asked to show no page (OpenID Connect Core 1.0 section 3.1.2.6).
    /// </summary>
    public const string InteractionRequired = "interaction_required";

    /// <summary>A parameter of the callback that a check reads cannot be read, or the callback is too long.</summary>
    public const string CallbackMalformed = "callback_malformed";

    /// <summary>The callback repeats a parameter that must not be repeated (RFC 6749 section 3.1).</summary>
    public const string ParameterRepeated = "parameter_repeated";

    /// <summary>The callback has no state.</summary>
    public const string StateMissing = "state_missing";

    /// <summary>No pending dance has the callback's state: the login was never begun here, or ended long ago.</summary>
    public const string StateUnknown = "state_unknown";

    /// <summary>
    /// The callback has no state, because a page of the provider began the login, such as the one that installs an app.
    /// </summary>
    public const string LoginBegunElsewhere = "login_begun_elsewhere";

    /// <summary>The callback came too late: the dance has expired.</summary>
    public const string StateExpired = "state_expired";

    /// <summary>Another callback has finished the dance already.</summary>
    public const string StateReused = "state_reused";

    /// <summary>
    /// A browser other than the one that sent the callback began the dance, or the browser lost its cookie.
    /// </summary>
    public const string StateWrongBrowser = "state_wrong_browser";

    /// <summary>The OAuth 1 callback names no request token.</summary>
    public const string RequestTokenMissing = "request_token_missing";

    /// <summary>No pending dance has the request token of the OAuth 1 callback.</summary>
    public const string RequestTokenUnknown = "request_token_unknown";

    /// <summary>The OAuth 1 callback came too late: the dance has expired.</summary>
    public const string RequestTokenExpired = "request_token_expired";

    /// <summary>Another callback has finished the OAuth 1 dance already.</summary>
    public const string RequestTokenReused = "request_token_reused";

    /// <summary>
    /// A browser other than the one that sent the callback began the OAuth 1 dance, or the browser lost its cookie.
    /// </summary>
    public const string RequestTokenWrongBrowser = "request_token_wrong_browser";

    /// <summary>The dance was begun with a provider other than the one that is to finish it.</summary>
    public const string ProviderMismatch = "provider_mismatch";

    /// <summary>The callback does not name its issuer, though the provider's callbacks always do (RFC 9207).</summary>
    public const string IssMissing = "iss_missing";

    /// <summary>The callback names an issuer other than the provider's (RFC 9207).</summary>
    public const string IssMismatch = "iss_mismatch";

    /// <summary>The callback came in the query though a posted form was asked for, or the other way round.</summary>
    public const string ResponseModeMismatch = "response_mode_mismatch";

    /// <summary>The provider signs its callbacks, and the signature of this one is missing or invalid.</summary>
    public const string CallbackSignatureInvalid = "callback_signature_invalid";

    /// <summary>
    /// A browser prefetched the callback: nothing was done, no signal was sent, and the login still waits for the user.
    /// </summary>
    public const string Prefetch = "prefetch";

    /// <summary>The user who is logged in now is not the user who began the login.</summary>
    public const string UserChanged = "user_changed";

    /// <summary>The login did not begin, because the host did not confirm that its own page asked for it.</summary>
    public const string LoginCsrf = "login_csrf";

    /// <summary>The provider supports no safe PKCE code challenge method (RFC 7636).</summary>
    public const string PkceDowngrade = "pkce_downgrade";

    /// <summary>
    /// A pushed authorization request is required and the provider has no endpoint for it (RFC 9126).
    /// </summary>
    public const string ParUnavailable = "par_unavailable";

    /// <summary>The answer to a pushed authorization request has no <c>request_uri</c> (RFC 9126).</summary>
    public const string RequestUriMissing = "request_uri_missing";

    /// <summary>
    /// The user did not answer in time: a device code (RFC 8628 section 3.5) or a request to another device has
    /// expired.
    /// </summary>
    public const string ExpiredToken = "expired_token";

    /// <summary>A delegate of a grant that the host wrote failed, or took too long.</summary>
    public const string GrantFailed = "grant_failed";

    /// <summary>
    /// An answer lacks a field that the grant needs, such as <c>device_code</c>, or the field is unsafe.
    /// </summary>
    public const string GrantAnswerInvalid = "grant_answer_invalid";

    /// <summary>The answer of the introspection endpoint does not say whether the token is active (RFC 7662).</summary>
    public const string IntrospectionInvalid = "introspection_invalid";

    /// <summary>The issuer publishes no metadata document (RFC 8414 section 3, OpenID Connect Discovery 1.0).</summary>
    public const string MetadataMissing = "metadata_missing";

    /// <summary>A metadata document lacks a field, or the value of a field cannot be used.</summary>
    public const string MetadataInvalid = "metadata_invalid";

    /// <summary>
    /// A metadata document names an issuer other than the one that was asked for (RFC 8414 section 3.3).
    /// </summary>
    public const string IssuerMismatch = "issuer_mismatch";

    /// <summary>
    /// A host that discovery has found has an address that requests must not go to, such as that of this machine or of
    /// a private network.
    /// </summary>
    public const string AddressRefused = "address_refused";

    /// <summary>The answer to a registration cannot be used (RFC 7591 section 3.2.1).</summary>
    public const string RegistrationInvalid = "registration_invalid";

    /// <summary>A secret would go to an endpoint that the provider's value does not name.</summary>
    public const string EndpointHostRefused = "endpoint_host_refused";

    /// <summary>
    /// A client authentication or a signature method that the host wrote failed, or took too long.
    /// </summary>
    public const string ClientAuthenticationFailed = "client_authentication_failed";

    /// <summary>An extension of the provider's value failed, or took too long.</summary>
    public const string ExtensionFailed = "extension_failed";

    /// <summary>An extension of the provider's value set a reserved parameter that it does not own.</summary>
    public const string ExtensionParameterReserved = "extension_parameter_reserved";

    /// <summary>
    /// The callback has neither an authorization code (OAuth 1: a verifier) nor an error, or it has both.
    /// </summary>
    public const string ResponseInvalid = "response_invalid";

    /// <summary>
    /// The provider reported an error, in the callback or in an answer; see <see cref="OAuthError.ProviderError"/>.
    /// </summary>
    public const string ProviderError = "provider_error";

    /// <summary>An endpoint could not be reached.</summary>
    public const string EndpointUnreachable = "endpoint_unreachable";

    /// <summary>An endpoint took too long.</summary>
    public const string EndpointTimeout = "endpoint_timeout";

    /// <summary>
    /// An endpoint answered with a redirect, which is not followed: following it would send secrets elsewhere.
    /// </summary>
    public const string EndpointRedirected = "endpoint_redirected";

    /// <summary>An endpoint answered with an HTTP error status and no explanation.</summary>
    public const string EndpointHttp = "endpoint_http";

    /// <summary>
    /// An endpoint is overloaded and asks to wait; <see cref="OAuthError.RetryAfter"/> is the time to wait, if the
    /// endpoint gave one.
    /// </summary>
    public const string EndpointBusy = "endpoint_busy";

    /// <summary>An answer is neither JSON nor form-encoded, or is incomplete.</summary>
    public const string AnswerUnreadable = "answer_unreadable";

    /// <summary>An answer is larger than any token could be.</summary>
    public const string AnswerTooLarge = "answer_too_large";

    /// <summary>An answer that should hold a token has none.</summary>
    public const string TokenMissing = "token_missing";

    /// <summary>The token is of a type that this client cannot use.</summary>
    public const string TokenTypeUnsupported = "token_type_unsupported";

    /// <summary>
    /// The provider did not confirm the callback (RFC 5849 section 2.1): it speaks OAuth 1.0, which is unsafe.
    /// </summary>
    public const string CallbackNotConfirmed = "callback_not_confirmed";

    /// <summary>A receiver of a signal threw an exception.</summary>
    public const string ReceiverFailed = "receiver_failed";

    /// <summary>Receivers named different users to store the token for.</summary>
    public const string UserConflict = "user_conflict";

    /// <summary>The login began without a user, and no receiver named the user of the token.</summary>
    public const string UserUnknown = "user_unknown";

    /// <summary>The token store or the pending-dance store failed.</summary>
    public const string StoreFailed = "store_failed";

    /// <summary>
    /// The return URL is neither in the application's own site nor at an allowed origin, or it has more than 2,048
    /// characters.
    /// </summary>
    public const string ReturnUrlRefused = "return_url_refused";

    /// <summary>
    /// The login did not begin: the request token of the provider and the data of its extensions are more than a
    /// pending dance keeps.
    /// </summary>
    public const string LoginTooLarge = "login_too_large";

    /// <summary>The provider no longer accepts the refresh token: the user must log in again.</summary>
    public const string RefreshRejected = "refresh_rejected";

    /// <summary>
    /// The provider refused to refresh a token that has ended, and did not say that the refresh token is invalid. The
    /// token is kept, and the user must log in again.
    /// </summary>
    public const string RefreshRefused = "refresh_refused";

    /// <summary>
    /// A call with a body that can be read only once was answered with 401 (Unauthorized). The token is refreshed, so
    /// make the call again with a new body.
    /// </summary>
    public const string BodyNotRepeatable = "body_not_repeatable";

    /// <summary>The user has no usable token and must log in first.</summary>
    public const string AuthorizationRequired = "authorization_required";

    /// <summary>A call goes to an origin that must not get the token.</summary>
    public const string TokenHostRefused = "token_host_refused";

    /// <summary>An unforeseen failure in this process.</summary>
    public const string Unexpected = "unexpected";
}
