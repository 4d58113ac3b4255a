namespace OAuthClient.Internal;

/// <summary>
/// The page for a login that failed, where no receiver of <c>oauth_error</c> gave a response. The page holds no text of
/// the provider, and says what helps.
/// </summary>
internal static class FailurePage
{
    private static readonly string[] SpentErrors =
    [
        "invalid_grant", "bad_verification_code", "invalid_code", "code_already_used", "bad_authorization_code",
        "token_expired", "token_rejected", "token_revoked", "token_used", "verifier_invalid", "nonce_used",
    ];

    private static readonly string[] PassingCodes =
        [OAuthErrorCode.EndpointBusy, OAuthErrorCode.EndpointTimeout, OAuthErrorCode.EndpointUnreachable];

    public static OAuthResponse CreateResponse(OAuthOutcomeKind kind, OAuthError error) => kind switch
    {
        OAuthOutcomeKind.Denied => OAuthResponse.Text("You did not allow the login, so nothing was changed.", 403),
        OAuthOutcomeKind.InteractionRequired => OAuthResponse.Text(
            $"You have to log in at the provider ({error.Code}). Please begin again.", 403),
        OAuthOutcomeKind.Refused when error.Code == OAuthErrorCode.ReturnUrlRefused => OAuthResponse.Text(
            $"This login cannot begin: where it should end is no place in this site ({error.Code}).", 400),
        OAuthOutcomeKind.Refused when error.Code == OAuthErrorCode.LoginBegunElsewhere => OAuthResponse.Text(
            $"This login was not begun on this site ({error.Code}). Please begin it here.", 400),
        OAuthOutcomeKind.Refused => OAuthResponse.Text(
            $"This login cannot be finished ({error.Code}). Please begin again.", 400),
        OAuthOutcomeKind.ProviderFailed => OAuthResponse.Text(
            $"The login did not work at the provider ({error.Code}). {Advise(error)}", 502),
        _ => OAuthResponse.Text(
            $"The login did not work here ({error.Code}). Please try again later.", 500),
    };

    // A wrong registration stays wrong, and a spent code stays spent: only a passing failure is better later.
    private static string Advise(OAuthError error) => error switch
    {
        { Code: var code } when PassingCodes.Contains(code) => "Please try again later.",
        { ProviderError: { } word } when PassingErrors.All.Contains(word) => "Please try again later.",
        { Status: 408 or 429 or >= 500 } => "Please try again later.",
        { ProviderError: { } word } when SpentErrors.Contains(word) => "Please begin again.",
        _ => "That is no fault of yours. Please tell the people who run this site.",
    };
}
