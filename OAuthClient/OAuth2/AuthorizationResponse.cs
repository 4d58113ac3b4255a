using OAuthClient.Http;

namespace OAuthClient.OAuth2;

/// <summary>
/// The authorization response (RFC 6749 section 4.1.2): its source is checked first, then its error, then its code.
/// </summary>
internal static class AuthorizationResponse
{
    public static void CheckSource(OAuthCallback callback, OAuth2Provider provider)
    {
        CheckResponseMode(callback, provider);
        if (provider.Quirks.CallbackHmacParameter is { } signature
            && !CallbackHmac.IsValid(callback, signature, provider.ClientSecret))
        {
            throw OAuthException.Refused(
                OAuthErrorCode.CallbackSignatureInvalid,
                $"The callback is not signed, in '{signature}', with the client secret.",
                "Is ClientSecret that of your registration?");
        }
        CheckIssuer(callback, provider);
    }

    public static Secret Code(OAuthCallback callback, OAuth2Provider provider)
    {
        var code = callback["code"];
        var error = callback["error"] ?? (provider.Quirks.ErrorParameter is { } other ? callback[other] : null);
        return (code, error) switch
        {
            (null, null) => throw OAuthException.Refused(
                OAuthErrorCode.ResponseInvalid, "The callback has neither a code nor an error."),
            (null, { } reason) => throw Failure(callback, reason, provider),
            ({ } value, null) => value,
            _ => throw OAuthException.Refused(
                OAuthErrorCode.ResponseInvalid, "The callback has both a code and an error."),
        };
    }

    /// <summary>Sets the scopes that the callback names as granted, at a provider whose callbacks name them.</summary>
    public static OAuthToken WithGrantedScopes(OAuthToken token, OAuthCallback callback, OAuth2Provider provider) =>
        provider.Quirks.GrantedScopeParameter is { } parameter
        && TokenScopes.Parse(callback[parameter], provider.ScopeJoiner) is { } granted
            ? token with { GrantedScopes = granted }
            : token;

    // The provider answers in the response mode of the request: another mode shows a forged callback.
    private static void CheckResponseMode(OAuthCallback callback, OAuth2Provider provider)
    {
        if (callback.IsForm == (provider.ResponseMode == ResponseMode.FormPost))
            return;
        throw OAuthException.Refused(
            OAuthErrorCode.ResponseModeMismatch,
            callback.IsForm
                ? "The callback came as a posted form, and was asked for in the query."
                : "The callback came in the query, and was asked for as a posted form.",
            "Read a posted callback with OAuthCallback.FromForm, "
            + "and set the provider's ResponseMode to how it answers.");
    }

    // RFC 9207 section 2.4: compared as strings, also in an error callback. A callback without an issuer is refused if
    // the provider always names it.
    private static void CheckIssuer(OAuthCallback callback, OAuth2Provider provider)
    {
        if (!callback.Contains("iss"))
        {
            if (!provider.IssuerInResponse)
                return;
            throw OAuthException.Refused(
                OAuthErrorCode.IssMissing,
                "The callback does not say which issuer it comes from, though this one always does.");
        }
        if (provider.Issuer is { } issuer && !string.Equals(callback["iss"], issuer, StringComparison.Ordinal))
        {
            throw OAuthException.Refused(
                OAuthErrorCode.IssMismatch,
                $"The callback comes from another issuer than '{issuer}'.",
                "Is Issuer written as in the provider's metadata, to the letter?");
        }
    }

    private static OAuthException Failure(OAuthCallback callback, string error, OAuth2Provider provider)
    {
        Secret[] sent = [callback["state"]];
        // RFC 6749 section 4.1.2.1: the user, or the server, denied the request.
        var isDenied = error == "access_denied" || provider.Quirks.DenialErrors.Contains(error);
        return new(isDenied ? OAuthOutcomeKind.Denied : OAuthOutcomeKind.ProviderFailed, new(
            isDenied ? OAuthErrorCode.AccessDenied : OAuthErrorCode.ProviderError,
            isDenied ? "The user did not allow it." : "The provider refused the login.")
        {
            ProviderError = Mask.MaskErrorText(error, sent),
            ProviderDescription = Mask.MaskErrorText(callback["error_description"], sent),
            ProviderUri = Mask.MaskErrorText(callback["error_uri"], sent),
            Endpoint = provider.AuthorizationEndpoint.Split('?')[0],
        });
    }
}
