namespace OAuthClient.Login;

/// <summary>
/// The page for a login that failed, where no receiver of <c>oauth_error</c> gave a response. The page holds no text of
/// the provider.
/// </summary>
internal static class FailurePage
{
    public static OAuthResponse CreateResponse(OAuthOutcomeKind kind, OAuthError error) => kind switch
    {
        OAuthOutcomeKind.Denied => OAuthResponse.Text("You did not allow the login, so nothing was changed.", 403),
        OAuthOutcomeKind.Refused when error.Code == OAuthErrorCode.ReturnUrlRefused => OAuthResponse.Text(
            $"This login cannot begin: where it should end is no place in this site ({error.Code}).", 400),
        OAuthOutcomeKind.Refused => OAuthResponse.Text(
            $"This login cannot be finished ({error.Code}). Please begin again.", 400),
        OAuthOutcomeKind.ProviderFailed => OAuthResponse.Text(
            $"The login did not work at the provider ({error.Code}). Please try again later.", 502),
        _ => OAuthResponse.Text(
            $"The login did not work here ({error.Code}). Please try again later.", 500),
    };
}
