using OAuthClient.Http;

namespace OAuthClient.OAuth2;

/// <summary>The authorization response (RFC 6749 section 4.1.2), once it is known that this browser asked for it: error first, then code.</summary>
internal static class AuthorizationResponse
{
    public static Secret Code(OAuthCallback callback, string endpoint)
    {
        var (code, error) = (callback["code"], callback["error"]);
        if ((code is null) == (error is null))
            throw OAuthException.Refused(OAuthErrorCode.ResponseInvalid, $"The callback has {(code is null ? "neither a code nor an error" : "both a code and an error")}.");
        return error is null ? code : throw Failure(callback, error, endpoint);
    }

    private static OAuthException Failure(OAuthCallback callback, string error, string endpoint)
    {
        // RFC 6749 section 4.1.2.1: the user, or the server, denied the request.
        var denied = error == "access_denied";
        return new(denied ? OAuthOutcomeKind.Denied : OAuthOutcomeKind.ProviderFailed, new(
            denied ? OAuthErrorCode.AccessDenied : OAuthErrorCode.ProviderError,
            denied ? "The user did not allow it." : "The provider refused the login.")
        {
            ProviderError = AnswerError.Clean(error, []),
            ProviderDescription = AnswerError.Clean(callback["error_description"], []),
            ProviderUri = AnswerError.Clean(callback["error_uri"], []),
            Endpoint = endpoint.Split('?')[0],
        });
    }
}
