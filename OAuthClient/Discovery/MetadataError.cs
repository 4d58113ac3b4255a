using OAuthClient.Http;

namespace OAuthClient.Discovery;

/// <summary>The errors of discovery. Text of a document is shown short and on one line.</summary>
internal static class MetadataError
{
    public static OAuthException Missing(string issuer, IReadOnlyList<string> urls) => Create(
        OAuthErrorCode.MetadataMissing,
        null,
        $"The issuer '{issuer}' publishes no metadata. Asked for: {string.Join(", ", urls)}.",
        "Is the issuer written as the provider writes it? Without metadata, set the endpoints: new OAuth2Provider { … }");

    public static OAuthException Invalid(string? url, string message, string? hint = null) =>
        Create(OAuthErrorCode.MetadataInvalid, url, message, hint);

    public static OAuthException NoJson(string url, string type) => Create(
        OAuthErrorCode.MetadataInvalid,
        url,
        $"A document is application/json, and this answer is '{Mask.Clean(type)}'.",
        "Is the issuer written as the provider writes it?");

    public static OAuthException OtherIssuer(string? url, string expected, string found)
    {
        var shown = Mask.Clean(found);
        var differsBySlash = found.TrimEnd('/') == expected.TrimEnd('/');
        return Create(
            OAuthErrorCode.IssuerMismatch,
            url,
            differsBySlash
                ? $"The document is of the issuer '{shown}', and '{expected}' was asked for: only the slash at the end differs."
                : $"The document is of the issuer '{shown}', and '{expected}' was asked for.",
            (differsBySlash, found.Contains('{', StringComparison.Ordinal)) switch
            {
                (true, _) => $"If that issuer is meant, write {shown}",
                (_, true) => $"If its issuers differ by tenant, write IssuerTemplate = \"{shown}\" of DiscoveryOptions.",
                _ => "Write the issuer to the letter as the provider writes it.",
            });
    }

    public static OAuthException Redirected(string url, int status, string? target) => Create(
        OAuthErrorCode.EndpointRedirected,
        url,
        $"The document redirects{(target is null ? "" : $" to {target}")}, which is not followed: another host could "
        + "speak for the issuer.",
        "Write the issuer as the provider writes it today.",
        status);

    public static OAuthException TimedOut(string url, TimeSpan timeout) => Create(
        OAuthErrorCode.EndpointTimeout,
        url,
        $"The issuer's document did not come within {timeout.TotalSeconds:0.#} seconds.",
        "Try again later, or raise Timeout of DiscoveryOptions.");

    public static OAuthException BrokenOff(string url) => Create(
        OAuthErrorCode.AnswerUnreadable, url, "The document breaks off.", "Try again later.");

    public static OAuthException Busy(string url, int status, TimeSpan? retryAfter) => new(
        OAuthOutcomeKind.ProviderFailed,
        new(OAuthErrorCode.EndpointBusy, $"The issuer cannot give its document now: its answer has the status {status}.")
        {
            Endpoint = url,
            Hint = "Try again later.",
            Status = status,
            RetryAfter = retryAfter,
        });

    public static OAuthException WrongStatus(string url, int status) => status >= 500
        ? Create(
            OAuthErrorCode.EndpointHttp, url, "The issuer failed to give its document.", "Try again later.", status)
        : Create(
            OAuthErrorCode.MetadataInvalid,
            url,
            $"A document comes with the status 200, and this answer has {status}.",
            "Is the issuer written as the provider writes it?",
            status);

    public static OAuthException OtherHost(string? url, string field, string issuer) => Create(
        OAuthErrorCode.EndpointHostRefused,
        url,
        $"{field} of the document is not at the origin of '{issuer}'. A third party named the issuer, so its document may "
        + "name no other.",
        "If you know the issuer, write NamedBy = IssuerSource.Developer of DiscoveryOptions.");

    private static OAuthException Create(
        string code, string? url, string message, string? hint, int? status = null) =>
        new(OAuthOutcomeKind.ProviderFailed, new(code, message)
        {
            Endpoint = url,
            Hint = hint,
            Status = status,
        });
}
