using OAuthClient.Http;

namespace OAuthClient.OAuth2;

/// <summary>The authorization response (RFC 6749 section 4.1.2): did it come as asked, and from whom; then its error; then its code.</summary>
internal static class AuthorizationResponse
{
    public static void CheckSource(OAuthCallback callback, OAuth2Provider provider)
    {
        // What comes another way than asked for was put there by somebody else.
        if (callback.IsForm != (provider.ResponseMode == ResponseMode.FormPost))
        {
            throw OAuthException.Refused(
                OAuthErrorCode.ResponseModeMismatch,
                $"The callback came {(callback.IsForm ? "as a posted form" : "in the query")}, and was asked for {(callback.IsForm ? "in the query" : "as a posted form")}.",
                "Read a posted callback with OAuthCallback.FromForm, and set the provider's ResponseMode to how it answers.");
        }
        if (provider.Quirks.CallbackHmacParameter is { } signature && !CallbackHmac.IsValid(callback, signature, provider.ClientSecret))
            throw OAuthException.Refused(OAuthErrorCode.CallbackSignatureInvalid, $"The callback is not signed, in '{signature}', with the client secret.", "Is ClientSecret that of your registration?");
        // RFC 9207 section 2.4: compared as they are, errors too; a missing one is refused where the provider says that it sends it.
        if (!callback.Contains("iss") && provider.IssuerInResponse)
            throw OAuthException.Refused(OAuthErrorCode.IssMissing, "The callback does not say which issuer it comes from, though this one always does.");
        if (callback.Contains("iss") && provider.Issuer is { } issuer && !string.Equals(callback["iss"], issuer, StringComparison.Ordinal))
            throw OAuthException.Refused(OAuthErrorCode.IssMismatch, $"The callback comes from another issuer than '{issuer}'.", "Is Issuer written as in the provider's metadata, to the letter?");
    }

    public static Secret Code(OAuthCallback callback, OAuth2Provider provider)
    {
        var code = callback["code"];
        var error = callback["error"] ?? (provider.Quirks.ErrorParameter is { } other ? callback[other] : null);
        if ((code is null) == (error is null))
            throw OAuthException.Refused(OAuthErrorCode.ResponseInvalid, $"The callback has {(code is null ? "neither a code nor an error" : "both a code and an error")}.");
        return error is null ? code : throw Failure(callback, error, provider);
    }

    private static OAuthException Failure(OAuthCallback callback, string error, OAuth2Provider provider)
    {
        Secret[] sent = [callback["state"]];
        // RFC 6749 section 4.1.2.1: the user, or the server, denied the request.
        var denied = error == "access_denied" || provider.Quirks.DenialErrors.Contains(error);
        return new(denied ? OAuthOutcomeKind.Denied : OAuthOutcomeKind.ProviderFailed, new(
            denied ? OAuthErrorCode.AccessDenied : OAuthErrorCode.ProviderError,
            denied ? "The user did not allow it." : "The provider refused the login.")
        {
            ProviderError = AnswerError.Clean(error, sent),
            ProviderDescription = AnswerError.Clean(callback["error_description"], sent),
            ProviderUri = AnswerError.Clean(callback["error_uri"], sent),
            Endpoint = provider.AuthorizationEndpoint.Split('?')[0],
        });
    }
}
