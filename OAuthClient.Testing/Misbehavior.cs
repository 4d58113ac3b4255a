namespace OAuthClient.Testing;

/// <summary>
/// The mistakes of real providers that a pretend provider can make. The default is <see cref="None"/>.
/// </summary>
public enum Misbehavior
{
    /// <summary>No mistake.</summary>
    None,

    /// <summary>The callback has a wrong state or request token.</summary>
    WrongState,

    /// <summary>The callback repeats its parameters.</summary>
    RepeatedParameters,

    /// <summary>The callback has no state, so the state must be in the redirect URI.</summary>
    NoState,

    /// <summary>The callback names an issuer other than the provider's.</summary>
    WrongIssuer,

    /// <summary>The callback names no issuer.</summary>
    NoIssuer,

    /// <summary>The callback has an error, although the user allowed the login.</summary>
    CallbackError,

    /// <summary>The provider knows only the PKCE method <c>plain</c>.</summary>
    OnlyPlainPkce,

    /// <summary>The provider does not form-decode Basic credentials.</summary>
    RawBasicOnly,

    /// <summary>The answer to a pushed authorization request has no <c>request_uri</c>.</summary>
    NoRequestUri,

    /// <summary>The token endpoint answers 200 with an error in it.</summary>
    ErrorWith200,

    /// <summary>The token endpoint answers 400 with an error, as RFC 6749 section 5.2 says.</summary>
    ErrorWith400,

    /// <summary>The token endpoint answers 500 with a page.</summary>
    HtmlWith500,

    /// <summary>The token endpoint answers 200 with a page.</summary>
    HtmlWith200,

    /// <summary>The token answer has an empty body.</summary>
    EmptyAnswer,

    /// <summary>The token answer is truncated.</summary>
    TruncatedAnswer,

    /// <summary>The token answer is larger than two mebibytes.</summary>
    OversizedAnswer,

    /// <summary>The token answer has no <c>token_type</c>.</summary>
    NoTokenType,

    /// <summary>The token answer has an unknown <c>token_type</c>.</summary>
    UnknownTokenType,

    /// <summary>The token answer is form-encoded, even if JSON was asked for.</summary>
    FormEncodedAnswer,

    /// <summary>The token answer has no token.</summary>
    NoToken,

    /// <summary>The token answer repeats the code and the client's secret in its error description.</summary>
    EchoesSecrets,

    /// <summary>The token endpoint redirects, in a way that would send the form to another address.</summary>
    RedirectsToken,

    /// <summary>
    /// The token endpoint does not answer. The client times out by <see cref="OAuthDanceOptions.Time"/>.
    /// </summary>
    Slow,

    /// <summary>The temporary credentials come without <c>oauth_callback_confirmed</c>.</summary>
    CallbackNotConfirmed,

    /// <summary>The credentials of OAuth 1 come as JSON and not as a form.</summary>
    JsonEncodedAnswer,

    /// <summary>
    /// The provider's clock is an hour ahead, and it refuses an OAuth 1 timestamp that differs by more than five
    /// minutes.
    /// </summary>
    WrongClock,

    /// <summary>An OAuth 1 callback reports a denial by <c>oauth_verifier=denied</c>.</summary>
    DeniesByVerifier,

    /// <summary>An OAuth 1 callback reports a denial by having no <c>oauth_verifier</c>.</summary>
    DeniesWithoutVerifier,

    /// <summary>An OAuth 1 callback reports a denial by <c>oauth_problem=user_refused</c>.</summary>
    DeniesByProblem,

    /// <summary>As <see cref="DeniesByProblem"/>, and the callback has no request token.</summary>
    DeniesByProblemAlone,

    /// <summary>An OAuth 1 callback reports a denial by <c>error=access_denied</c>, as in OAuth 2.</summary>
    DeniesByError,

    /// <summary>As <see cref="DeniesByError"/>, and the callback has no request token.</summary>
    DeniesByErrorAlone,

    /// <summary>An OAuth 1 callback has both a verifier and <c>error=access_denied</c>.</summary>
    ErrorBesideVerifier,

    /// <summary>The OAuth 1 credentials have a field without an equals sign.</summary>
    FlagInAnswer,

    /// <summary>The temporary credentials come with <c>oauth_callback_confirmed=True</c>.</summary>
    ConfirmsInCapitals,

    /// <summary>
    /// Every OAuth 1 request is refused with <c>signature_invalid</c>. The answer repeats the signature base string,
    /// and its clock is an hour ahead.
    /// </summary>
    EchoesBaseString,

    /// <summary>An OAuth 1 nonce must be 20 to 24 letters and digits.</summary>
    StrictNonces,

    /// <summary>The session handle of an OAuth 1 token renews the token no longer.</summary>
    RefusesSessionHandle,

    /// <summary>
    /// The callback of OAuth 2 denies the login, and its description has a line break and letters that are not UTF-8.
    /// </summary>
    OddDescription,

    /// <summary>The callback of OAuth 2 has parameters that no client reads and that are not UTF-8.</summary>
    OddParameters,

    /// <summary>The callback of OAuth 2 has <c>error_code</c> and <c>error_message</c> instead of an error.</summary>
    NumberedError,

    /// <summary>The callback of OAuth 2 has an error and no state.</summary>
    ErrorWithoutState,

    /// <summary>
    /// The callback of OAuth 2 has a code and no state, as after an installation of the app from the provider's page.
    /// </summary>
    InstallationCallback,

    /// <summary>
    /// The callback of OAuth 2 has the error <c>login_required</c>, as after <c>prompt=none</c>.
    /// </summary>
    LoginRequired,

    /// <summary>The callback of OAuth 2 has the code in <c>spapi_oauth_code</c>.</summary>
    RenamedCode,

    /// <summary>
    /// The provider takes a login without PKCE, and refuses a token request with a <c>code_verifier</c> by
    /// <c>invalid_client</c>.
    /// </summary>
    RefusesPkce,

    /// <summary>The provider wants the code challenge in hexadecimal digits.</summary>
    HexCodeChallenge,

    /// <summary>
    /// A refresh is refused with 403 and <c>unauthorized_client</c>, <c>refresh_token is invalid</c>: a dead refresh
    /// token in words of the provider's own.
    /// </summary>
    DeadInOwnWords,

    /// <summary>A refresh is refused with 400 and no body.</summary>
    RefusesRefreshWithoutWords,

    /// <summary>A refresh is refused with <c>invalid_grant</c> that means that another one is under way.</summary>
    RefreshUnderWay,

    /// <summary>A refresh is refused with 400 and words that ask to make fewer requests.</summary>
    TooManyRefreshes,

    /// <summary>A refresh is refused with 401 and <c>invalid_client</c>, as after a change of the secret.</summary>
    RefusesClientAtRefresh,

    /// <summary>A refresh is refused unless it has a <c>redirect_uri</c>.</summary>
    WantsRedirectUriAtRefresh,

    /// <summary>The answer to a refresh brings a new refresh token and no access token.</summary>
    OnlyRefreshToken,

    /// <summary>
    /// The answer to a code holds the token in <c>authed_user</c>, and the answer to a refresh holds it flat.
    /// </summary>
    EnvelopeAtLoginOnly,

    /// <summary>
    /// Every other answer to a refresh is lost: the token is issued, and a gateway answers 502 in its place.
    /// </summary>
    LosesRefreshAnswers,

    /// <summary>The API refuses an expired token with 403 and <c>Bad_OAuth_Token</c>.</summary>
    ExpiredBy403,

    /// <summary>The API refuses an expired token with 200 and an error in the body.</summary>
    ExpiredBy200,

    /// <summary>The metadata has another host's issuer.</summary>
    MetadataWrongIssuer,

    /// <summary>The metadata has the issuer with a slash at its end.</summary>
    MetadataIssuerSlash,

    /// <summary>The metadata has endpoints of another host.</summary>
    MetadataEndpointsElsewhere,

    /// <summary>The metadata has endpoints without TLS, of a host that is not this machine.</summary>
    MetadataHttpEndpoints,

    /// <summary>The metadata has endpoints at the private address 10.0.0.1.</summary>
    MetadataPrivateEndpoints,

    /// <summary>The address of the metadata redirects, to an address that serves it.</summary>
    MetadataRedirects,

    /// <summary>The metadata is a string that does not end, as fast as it is read.</summary>
    MetadataEndless,

    /// <summary>Of the metadata comes a space every few milliseconds, for ever.</summary>
    MetadataDrips,

    /// <summary>The metadata breaks off.</summary>
    MetadataMalformed,

    /// <summary>The metadata is an array that has the document in it.</summary>
    MetadataArray,

    /// <summary>The metadata has a member with arrays 10,000 deep.</summary>
    MetadataDeep,

    /// <summary>The metadata has <c>token_endpoint</c> twice, once of another host.</summary>
    MetadataRepeatsMember,

    /// <summary>The metadata has a number for its <c>token_endpoint</c>.</summary>
    MetadataWrongTypes,

    /// <summary>The metadata has no <c>token_endpoint</c>.</summary>
    MetadataNoTokenEndpoint,

    /// <summary>The address of the metadata answers 200 with a page.</summary>
    MetadataHtml,

    /// <summary>The registration has a redirect URI other than the one that was asked for.</summary>
    RegistersOtherRedirectUri,

    /// <summary>
    /// The registration has the client authentication <c>private_key_jwt</c> in the place of the requested one.
    /// </summary>
    RegistersOtherAuthentication,

    /// <summary>The registration has no <c>client_id</c>.</summary>
    RegistersNoClientId,

    /// <summary>The registration has no <c>client_secret</c>, also for a client that authenticates by one.</summary>
    RegistersNoSecret,

    /// <summary>The registration has a secret that ends at once.</summary>
    RegistersExpiredSecret,

    /// <summary>The registration is managed at another host.</summary>
    ManagementElsewhere,

    /// <summary>The answer of the device authorization endpoint has no <c>device_code</c>.</summary>
    NoDeviceCode,

    /// <summary>The answer of the device authorization endpoint has a <c>javascript:</c> address as its page.</summary>
    DeviceScriptUri,

    /// <summary>
    /// The answer of the device authorization endpoint has an interval of zero. The polls may come no faster for that.
    /// </summary>
    DeviceZeroInterval,

    /// <summary>The answer of the device authorization endpoint has a lifetime of zero.</summary>
    DeviceExpiresAtOnce,

    /// <summary>The answer of the backchannel authentication endpoint has no <c>auth_req_id</c>.</summary>
    NoAuthReqId,

    /// <summary>Each poll is answered with <c>slow_down</c>, also a late one, and after the user has decided.</summary>
    PollSlowsForEver,

    /// <summary>Each poll is answered with <c>authorization_pending</c>, also after the user has decided.</summary>
    PollPendingForEver,

    /// <summary>The first poll is answered with <c>access_denied</c>, and later ones as the user decided.</summary>
    PollDeniesOnce,

    /// <summary>
    /// The first poll is answered with 503, a page and <c>Retry-After: 20</c>, and later ones as the user decided.
    /// </summary>
    PollBusyOnce,

    /// <summary>The token that a poll brings has the error <c>authorization_pending</c> beside it.</summary>
    PollTokenBesideError,

    /// <summary>The answer to a token exchange has no <c>issued_token_type</c>.</summary>
    NoIssuedTokenType,

    /// <summary>The answer of the introspection endpoint has no <c>active</c>.</summary>
    NoActive,

    /// <summary>The answer of the introspection endpoint has <c>active</c> as a string.</summary>
    ActiveAsText,

    /// <summary>The introspection endpoint redirects, in a way that would send the token to another address.</summary>
    IntrospectionRedirects,
}
