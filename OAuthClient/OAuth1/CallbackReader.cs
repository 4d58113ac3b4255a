using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth1;

/// <summary>
/// Reads a callback (RFC 5849 section 2.2): a verifier, or a denial or another problem, for which providers have many
/// words.
/// </summary>
internal sealed class CallbackReader(OAuth1Provider provider)
{
    /// <summary>The name of a callback's content, for <c>oauth_trace</c>.</summary>
    public const string Expected = "a verifier or a refusal";

    private const string Denied = "denied";

    // The words of the OAuth Problem Reporting extension and of RFC 6749, and variants of both.
    private static readonly HashSet<string> DenialErrors = new(StringComparer.OrdinalIgnoreCase)
    {
        Denied, "user_refused", "permission_denied", "access_denied", "user_denied", "authorization_denied",
        "user_cancelled", "user_canceled", "user_cancelled_login", "user_cancelled_authorize", "cancelled", "canceled",
        "declined", "user_declined",
    };

    /// <summary>The parameters that decide, which a callback must not repeat.</summary>
    public static IReadOnlyList<string> DecidingParameters { get; } =
        ["oauth_token", "oauth_verifier", Denied, "oauth_problem", "error"];

    private sealed record Report(string Error, string? Description, bool IsDenial);

    /// <summary>The request token. Some providers report a denial as <c>denied=TOKEN</c> and nothing else.</summary>
    public static string? ReadToken(OAuthCallback callback) => callback["oauth_token"] ?? callback[Denied];

    /// <summary>Refuses a callback that brings both a verifier and an error.</summary>
    public void ThrowIfContradictory(OAuthCallback callback, CallbackChecks? checks)
    {
        if (ReadVerifier(callback) is null || FindStated(callback) is null)
            return;
        checks?.Start(CheckNames.CodeOrError, Expected, "both");
        throw OAuthException.Refused(
            OAuthErrorCode.ResponseInvalid, "The callback has both an oauth_verifier and an error.");
    }

    /// <summary>Throws the denial or the problem that the callback of a known login reports.</summary>
    public void ThrowIfFailed(OAuthCallback callback, Secret requestToken, CallbackChecks? checks)
    {
        if (FindReport(callback) is not { } report)
            return;
        checks?.Start(CheckNames.CodeOrError, Expected, "a refusal");
        checks?.Pass();
        var problem = ProblemReader.Read(report.Error, report.Description);
        throw new OAuthException(
            report.IsDenial ? OAuthOutcomeKind.Denied : OAuthOutcomeKind.ProviderFailed,
            new(
                report.IsDenial ? OAuthErrorCode.AccessDenied : OAuthErrorCode.ProviderError,
                report.IsDenial ? "The user did not allow it." : "The provider refused the login.")
            {
                ProviderError = Mask.MaskErrorText(report.Error, [requestToken]),
                ProviderDescription = Mask.MaskErrorText(report.Description, [requestToken]),
                Endpoint = provider.AuthorizationEndpoint!.Split('?')[0],
                Hint = report.IsDenial ? null : ProblemHint.ForProblem(problem),
            });
    }

    /// <summary>
    /// The failure of a callback without a request token. Its words belong to no login, so they are unverified. A
    /// denial is reported to a browser that began a login here, and ends no login.
    /// </summary>
    public OAuthException? FindUnverified(OAuthCallback callback, bool hasBrowserKey)
    {
        if (ReadVerifier(callback) is not null || FindStated(callback) is not { } report)
            return null;
        var words = string.Join(": ", new[] { report.Error, report.Description }.OfType<string>());
        var shown = $"unverified: '{Mask.MaskExcerpt(words, [])}'";
        return report.IsDenial && hasBrowserKey
            ? new(OAuthOutcomeKind.Denied, new(
                OAuthErrorCode.AccessDenied,
                $"The callback says that the user did not allow it, and names no login ({shown})."))
            : OAuthException.Refused(
                OAuthErrorCode.RequestTokenMissing,
                "The callback does not say which login it ends.",
                $"It brings an error in place of a request token, {shown}. Let the user begin again.");
    }

    /// <summary>The verifier; null when there is none, or when it stands for a denial.</summary>
    public string? ReadVerifier(OAuthCallback callback) =>
        callback["oauth_verifier"] is { } verifier && verifier != provider.Quirks.DenialVerifier ? verifier : null;

    private Report? FindReport(OAuthCallback callback)
    {
        if (FindStated(callback) is { } stated)
            return stated;
        return ReadVerifier(callback) is null && provider.Quirks.NoVerifierIsDenial
            ? new(Denied, null, IsDenial: true)
            : null;
    }

    // A denial or an error that the callback states, by a parameter of its own or as a verifier.
    private Report? FindStated(OAuthCallback callback)
    {
        var description = callback["oauth_problem_advice"] ?? callback["error_description"];
        if ((callback["oauth_problem"] ?? callback["error"]) is { } error)
            return new(error, description, callback[Denied] is not null || IsDenial(error));
        var isDenied = callback[Denied] is not null
            || (callback["oauth_verifier"] is { } verifier && verifier == provider.Quirks.DenialVerifier);
        return isDenied ? new(Denied, description, IsDenial: true) : null;
    }

    private bool IsDenial(string error) =>
        DenialErrors.Contains(error) || provider.Quirks.DenialErrors.Contains(error, StringComparer.OrdinalIgnoreCase);
}
