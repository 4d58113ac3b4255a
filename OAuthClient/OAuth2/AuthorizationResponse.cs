using OAuthClient.Http;

namespace OAuthClient.OAuth2;

/// <summary>
/// The authorization response (RFC 6749 section 4.1.2): its source is checked first, then its error, then its code.
/// </summary>
internal static class AuthorizationResponse
{
    // OpenID Connect Core 1.0 section 3.1.2.6: the errors of a request with prompt=none. The last two are those of
    // providers whose parameter is called "immediate".
    private static readonly string[] InteractionErrors =
    [
        "login_required", "consent_required", "interaction_required", "account_selection_required",
        "immediate_unsuccessful", "immediate_failed",
    ];

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
        CheckHost(callback, provider);
        CheckIssuer(callback, provider);
    }

    public static Secret Code(OAuthCallback callback, OAuth2Provider provider)
    {
        var fields = new CallbackFields(callback, provider.Quirks);
        var code = fields["code"];
        var error = fields.Error;
        return (code, error) switch
        {
            (null, null) => throw OAuthException.Refused(
                OAuthErrorCode.ResponseInvalid, "The callback has neither a code nor an error."),
            (null, { } reason) => throw Failure(fields, reason, provider),
            ({ } value, null) => value,
            _ => throw OAuthException.Refused(
                OAuthErrorCode.ResponseInvalid, "The callback has both a code and an error."),
        };
    }

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

    // RFC 9700 section 4.4.2: what names the provider in the response is compared, as an issuer is.
    private static void CheckHost(OAuthCallback callback, OAuth2Provider provider)
    {
        if (provider.Quirks.HostParameter is not { } parameter)
            return;
        var host = new Uri(provider.TokenEndpoint).IdnHost;
        if (string.Equals(callback[parameter], host, StringComparison.OrdinalIgnoreCase))
            return;
        throw callback.Contains(parameter)
            ? OAuthException.Refused(
                OAuthErrorCode.IssMismatch, $"The callback comes from another host, by its '{parameter}', than '{host}'.")
            : OAuthException.Refused(
                OAuthErrorCode.IssMissing, $"The callback does not say in '{parameter}' which host it comes from.");
    }

    // RFC 9207 section 2.4: compared as strings, also in an error callback. A callback without an issuer is refused if
    // the provider always names it.
    private static void CheckIssuer(OAuthCallback callback, OAuth2Provider provider)
    {
        var parameter = CallbackFields.NameOf("iss", provider.Quirks);
        if (!callback.Contains(parameter))
        {
            if (!provider.IssuerInResponse)
                return;
            throw OAuthException.Refused(
                OAuthErrorCode.IssMissing,
                "The callback does not say which issuer it comes from, though this one always does.");
        }
        if (!IsIssuer(callback[parameter], provider))
        {
            throw OAuthException.Refused(
                OAuthErrorCode.IssMismatch,
                $"The callback comes from another issuer than '{provider.Issuer ?? provider.IssuerTemplate}'.",
                "Is Issuer written as in the provider's metadata, to the letter?");
        }
    }

    private static bool IsIssuer(string? named, OAuth2Provider provider) => provider switch
    {
        { Issuer: { } issuer } => string.Equals(named, issuer, StringComparison.Ordinal),
        { IssuerTemplate: { } template } => IssuerTemplate.IsFilledBy(template, named),
        _ => true,
    };

    private static OAuthException Failure(CallbackFields fields, string error, OAuth2Provider provider)
    {
        Secret[] sent = [fields["state"]];
        var (kind, code, message) = Judge(Mask.Clean(error), fields.ErrorReason, provider);
        return new(kind, new(code, message)
        {
            ProviderError = Mask.MaskErrorText(error, sent)?.Trim(),
            ProviderDescription = Mask.MaskErrorText(fields.ErrorDescription, sent),
            ProviderUri = Mask.MaskErrorText(fields["error_uri"], sent),
            Endpoint = provider.AuthorizationEndpoint!.Split('?')[0],
            Hint = kind switch
            {
                OAuthOutcomeKind.Denied => null,
                OAuthOutcomeKind.InteractionRequired =>
                    "Let the user begin again by a click, and without prompt=none, so that the provider can ask.",
                _ => AnswerHint.ForCallback(Mask.Clean(error)),
            },
        });
    }

    private static (OAuthOutcomeKind Kind, string Code, string Message) Judge(
        string error, string? reason, OAuth2Provider provider)
    {
        var denials = provider.Quirks.DenialErrors;
        // RFC 6749 section 4.1.2.1: the user, or the server, denied the request.
        if (error == "access_denied" || denials.Contains(error) || (reason is not null && denials.Contains(reason)))
            return (OAuthOutcomeKind.Denied, OAuthErrorCode.AccessDenied, "The user did not allow it.");
        if (InteractionErrors.Contains(error))
        {
            return (
                OAuthOutcomeKind.InteractionRequired,
                OAuthErrorCode.InteractionRequired,
                "The provider must ask the user.");
        }
        return (OAuthOutcomeKind.ProviderFailed, OAuthErrorCode.ProviderError, "The provider refused the login.");
    }
}
