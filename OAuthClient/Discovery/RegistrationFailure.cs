using OAuthClient.Http;

namespace OAuthClient.Discovery;

/// <summary>The errors of registrations.</summary>
internal static class RegistrationFailure
{
    /// <summary>The error of an answer that the program cannot use.</summary>
    public static OAuthException Unusable(RegistrationAnswer answer, RegistrationFault fault) => AnswerError.Create(
        OAuthErrorCode.RegistrationInvalid,
        $"The answer {fault.Words}.",
        answer.Answer,
        [.. answer.Sent, .. AnswerSecrets.Find(answer.Fields?.Texts)],
        fault.Hint);

    /// <summary>The error of a stored registration that does not fit the program.</summary>
    public static OAuthException Unfit(RegistrationFault fault) => OAuthException.Failed(
        OAuthErrorCode.RegistrationInvalid, $"The stored registration {fault.Words}.", fault.Hint);

    /// <summary>The store failed. Its exception may hold a secret, so only the kind is told.</summary>
    public static OAuthException StoreFailed(Exception cause) => OAuthException.Failed(
        OAuthErrorCode.StoreFailed,
        $"The store of registrations failed with {cause.GetType().Name}.",
        cause is DamagedRecordException ? cause.Message : "Is the store there, and may the program read and write it?");

    /// <summary>The provider's refusal, with a hint that says what to change.</summary>
    public static OAuthException Explain(OAuthException refusal, ClientMetadata asked, bool isRegistration)
    {
        var hint = FindHint(refusal.Error, asked, isRegistration);
        return hint is null ? refusal : new(refusal.Kind, refusal.Error with { Hint = hint });
    }

    /// <summary>The lease ended before the request could be sent.</summary>
    public static OAuthException LeaseLapsed() => OAuthException.Failed(
        OAuthErrorCode.StoreFailed,
        "The lease of the registration ended before the request was sent.",
        "The store, or this machine, was slow. Try again.");

    /// <summary>The registration in the store is another than the one that was changed at the provider.</summary>
    public static OAuthException Overtaken() => OAuthException.Failed(
        OAuthErrorCode.StoreFailed,
        "The registration in the store was changed or deleted meanwhile, so the provider's answer was not stored.",
        "Call GetAsync for the registration that is stored now.");

    // RFC 7591 section 3.2.2.
    private static string? FindHint(OAuthError error, ClientMetadata asked, bool isRegistration) =>
        error.ProviderError switch
        {
            "invalid_redirect_uri" =>
                $"Change RedirectUris: the provider does not accept one of {Shown(asked.RedirectUris)}. "
                + "Most want https; for a native program 127.0.0.1 or a scheme of its own.",
            "invalid_client_metadata" =>
                "Change the field of ClientMetadata that the provider's words name. Often it is TokenEndpointAuthMethod, "
                + "GrantTypes, Scopes, or ApplicationType, which must fit RedirectUris.",
            "invalid_software_statement" =>
                "Renew SoftwareStatement: its signature, its issuer or its time is not what the provider accepts.",
            "unapproved_software_statement" =>
                "The provider does not know this software: ask its operator to approve SoftwareStatement.",
            _ when error.Status is 401 or 403 && isRegistration =>
                "The provider registers no client without an initial access token that it gave you: set "
                + "RegistrationOptions.InitialAccessToken, or ask its operator for a new one.",
            _ when error.Status is 401 && !isRegistration =>
                "The provider has deleted the registration, or does not accept its token any more. It was removed from "
                + "the store: GetAsync registers anew, and users log in again.",
            _ => null,
        };

    private static string Shown(IReadOnlyList<string> uris) =>
        string.Join(", ", uris.Select(uri => uri.Split('?')[0]));
}
