namespace OAuthClient.Testing;

/// <summary>What a pretend provider can do wrong, as real ones do. The default is <see cref="None"/>.</summary>
public enum Misbehavior
{
    /// <summary>It behaves.</summary>
    None,

    /// <summary>The callback brings another state, or another request token.</summary>
    WrongState,

    /// <summary>The callback brings its parameters twice.</summary>
    RepeatedParameters,

    /// <summary>The callback brings no state: it must travel in the redirect URI.</summary>
    NoState,

    /// <summary>The callback names another issuer.</summary>
    WrongIssuer,

    /// <summary>The callback names no issuer.</summary>
    NoIssuer,

    /// <summary>The callback brings an error of the provider's own making.</summary>
    CallbackError,

    /// <summary>It knows the PKCE method <c>plain</c> and no other.</summary>
    OnlyPlainPkce,

    /// <summary>It takes Basic credentials as they are and does not form-decode them.</summary>
    RawBasicOnly,

    /// <summary>The answer to a pushed authorization request brings no <c>request_uri</c>.</summary>
    NoRequestUri,

    /// <summary>The token endpoint answers 200 with an error in it.</summary>
    ErrorWith200,

    /// <summary>The token endpoint answers 400 with an error, as it should when something is wrong.</summary>
    ErrorWith400,

    /// <summary>The token endpoint answers 500 with a page.</summary>
    HtmlWith500,

    /// <summary>The token endpoint answers 200 with a page.</summary>
    HtmlWith200,

    /// <summary>The token endpoint answers nothing.</summary>
    EmptyAnswer,

    /// <summary>The token answer breaks off.</summary>
    TruncatedAnswer,

    /// <summary>The token answer is larger than two mebibytes.</summary>
    OversizedAnswer,

    /// <summary>The token answer has no <c>token_type</c>.</summary>
    NoTokenType,

    /// <summary>The token answer has a <c>token_type</c> that nobody knows.</summary>
    UnknownTokenType,

    /// <summary>The token answer is form-encoded, whatever was asked for.</summary>
    FormEncodedAnswer,

    /// <summary>The token answer brings no token.</summary>
    NoToken,

    /// <summary>The token answer repeats the code and the client's secret in its words.</summary>
    EchoesSecrets,

    /// <summary>The token endpoint redirects elsewhere, and would have the form sent there.</summary>
    RedirectsToken,

    /// <summary>The token endpoint does not answer until the client gives up, which it does by <see cref="OAuthDanceOptions.Time"/>.</summary>
    Slow,

    /// <summary>The temporary credentials come without <c>oauth_callback_confirmed</c>.</summary>
    CallbackNotConfirmed,

    /// <summary>The credentials of OAuth 1 come as JSON and not as a form.</summary>
    JsonEncodedAnswer,

    /// <summary>Its clock is an hour ahead, and it refuses an OAuth 1 timestamp that is more than five minutes off it.</summary>
    WrongClock,

    /// <summary>An OAuth 1 callback says that the user did not allow it by <c>oauth_verifier=denied</c>.</summary>
    DeniesByVerifier,

    /// <summary>An OAuth 1 callback says that the user did not allow it by having no <c>oauth_verifier</c>.</summary>
    DeniesWithoutVerifier,
}
