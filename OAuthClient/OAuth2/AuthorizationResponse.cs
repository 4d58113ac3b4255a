using OAuthClient.Http;
using OAuthClient.Internal;

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

    public static void CheckSource(OAuthCallback callback, OAuth2Provider provider, CallbackChecks? checks)
    {
        CheckResponseMode(callback, provider, checks);
        CheckSignature(callback, provider, checks);
        CheckHost(callback, provider, checks);
        CheckIssuer(callback, provider, checks);
    }

    public static Secret Code(OAuthCallback callback, OAuth2Provider provider, CallbackChecks? checks)
    {
        var fields = new CallbackFields(callback, provider.Quirks);
        var code = fields["code"];
        var error = fields.Error;
        checks?.Start(CheckNames.CodeOrError, "a code or an error", (code, error) switch
        {
            (null, null) => "neither",
            (null, _) => "an error",
            (_, null) => "a code",
            _ => "both",
        });
        if (code is null && error is null)
        {
            throw OAuthException.Refused(
                OAuthErrorCode.ResponseInvalid, "The callback has neither a code nor an error.");
        }
        if (code is not null && error is not null)
        {
            throw OAuthException.Refused(
                OAuthErrorCode.ResponseInvalid, "The callback has both a code and an error.");
        }
        checks?.Pass();
        return code ?? throw Failure(fields, error!, provider);
    }

    // The provider answers in the response mode of the request: another mode shows a forged callback.
    private static void CheckResponseMode(OAuthCallback callback, OAuth2Provider provider, CallbackChecks? checks)
    {
        var isForm = provider.ResponseMode == ResponseMode.FormPost;
        checks?.Start(
            CheckNames.ResponseMode, CheckedValue.OfMode(isForm), CheckedValue.OfMode(callback.IsForm));
        if (callback.IsForm == isForm)
            return;
        throw OAuthException.Refused(
            OAuthErrorCode.ResponseModeMismatch,
            callback.IsForm
                ? "The callback came as a posted form, and was asked for in the query."
                : "The callback came in the query, and was asked for as a posted form.",
            "Read a posted callback with OAuthCallback.FromForm, "
            + "and set the provider's ResponseMode to how it answers.");
    }

    private static void CheckSignature(OAuthCallback callback, OAuth2Provider provider, CallbackChecks? checks)
    {
        if (provider.Quirks.CallbackHmacParameter is not { } signature)
        {
            checks?.Skip(CheckNames.Signature, "the provider does not sign its callbacks");
            return;
        }
        checks?.Start(CheckNames.Signature, $"HMAC-SHA256 in '{signature}'");
        if (CallbackHmac.IsValid(callback, signature, provider.ClientSecret))
            return;
        throw OAuthException.Refused(
            OAuthErrorCode.CallbackSignatureInvalid,
            $"The callback is not signed, in '{signature}', with the client secret.",
            "Is ClientSecret that of your registration?");
    }

    // RFC 9700 section 4.4.2: what names the provider in the response is compared, as an issuer is.
    private static void CheckHost(OAuthCallback callback, OAuth2Provider provider, CallbackChecks? checks)
    {
        if (provider.Quirks.HostParameter is not { } parameter)
            return;
        var host = new Uri(provider.TokenEndpoint).IdnHost;
        checks?.Start(CheckNames.Issuer, host, CheckedValue.OfOrigin(callback, parameter));
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
    private static void CheckIssuer(OAuthCallback callback, OAuth2Provider provider, CallbackChecks? checks)
    {
        var parameter = CallbackFields.NameOf("iss", provider.Quirks);
        var expected = provider.Issuer ?? provider.IssuerTemplate;
        if (FindReasonNotToCompare(callback.Contains(parameter), expected, provider) is { } reason)
        {
            if (provider.Quirks.HostParameter is null)
                checks?.Skip(CheckNames.Issuer, reason);
            return;
        }
        checks?.Start(CheckNames.Issuer, expected, CheckedValue.OfOrigin(callback, parameter));
        if (!callback.Contains(parameter))
        {
            throw OAuthException.Refused(
                OAuthErrorCode.IssMissing,
                "The callback does not say which issuer it comes from, though this one always does.");
        }
        if (!IsIssuer(callback[parameter], provider))
        {
            throw OAuthException.Refused(
                OAuthErrorCode.IssMismatch,
                $"The callback comes from another issuer than '{expected}'.",
                "Is Issuer written as in the provider's metadata, to the letter?");
        }
    }

    private static string? FindReasonNotToCompare(bool isNamed, string? expected, OAuth2Provider provider) =>
        (isNamed, expected) switch
        {
            (false, null) when !provider.IssuerInResponse => "the provider does not name its issuer",
            (false, _) when !provider.IssuerInResponse => "the callback names no issuer, and need not",
            (true, null) => "the issuer of the provider is not known",
            _ => null,
        };

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
