using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// Judges an answer to a refresh request that brought no token. The status decides first, then the provider's words,
/// then those of the RFC.
/// </summary>
internal static class RefreshRefusal
{
    // RFC 6749 section 5.2 defines invalid_grant; the others are errors that providers send instead of it.
    private static readonly HashSet<string> DeadTokenErrors = new(StringComparer.OrdinalIgnoreCase)
    {
        "invalid_grant", "bad_refresh_token", "invalid_refresh_token", "expired_refresh_token",
    };

    // A proxy, a captive portal or a gateway may use these words of a login or a token of its own.
    private static readonly HashSet<string> AmbiguousErrors = new(StringComparer.OrdinalIgnoreCase)
    {
        "token_expired", "token_revoked", "interaction_required", "login_required", "consent_required",
    };

    // RFC 6749 section 5.2.
    private static readonly HashSet<string> ClientErrors = new(StringComparer.OrdinalIgnoreCase) { "invalid_client" };

    public static RefusalMeaning Judge(ProtocolAnswer answer, RefreshRules rules, AnswerWords words)
    {
        if (PassingErrors.IsStatus(answer.Status))
            return RefusalMeaning.Transient;
        // A redirect is not followed, and its body is no answer to the request.
        if (answer.Status is >= 300 and < 400)
            return RefusalMeaning.Transient;
        if (rules.LaterErrors.Any(words.Has))
            return RefusalMeaning.Later;
        if (rules.DeadTokenErrors.Any(words.Has))
            return RefusalMeaning.Dead;
        if (words.HasError(PassingErrors.All))
            return RefusalMeaning.Later;
        if (words.HasError(DeadTokenErrors))
            return RefusalMeaning.Dead;
        // RFC 6749 section 5.2: a token endpoint refuses with 400, or 401.
        if (answer.Status is < 300 or 400 or 401 && words.HasError(AmbiguousErrors))
            return RefusalMeaning.Dead;
        // A page or an empty answer with a successful status refuses nothing.
        if (answer.Status < 400 && !words.StatesError)
            return RefusalMeaning.Transient;
        return words.HasError(ClientErrors) ? RefusalMeaning.Client : RefusalMeaning.Refused;
    }
}
