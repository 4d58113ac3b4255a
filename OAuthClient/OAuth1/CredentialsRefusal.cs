using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth1;

/// <summary>
/// Judges an answer to a credentials request that brought no credentials: the status decides first, then the words.
/// </summary>
internal static class CredentialsRefusal
{
    // The words of the OAuth Problem Reporting and Session extensions for a token or a handle that is never renewed.
    private static readonly HashSet<string> DeadTokenErrors = new(StringComparer.OrdinalIgnoreCase)
    {
        "token_expired", "token_rejected", "token_revoked", "token_used", "token_invalid", "invalid_token",
        "permission_denied", "additional_authorization_required", "user_refused", "session_handle_expired",
        "session_handle_invalid", "session_handle_rejected", "invalid_session_handle",
    };

    public static RefusalMeaning Judge(ProtocolAnswer answer, IReadOnlyDictionary<string, string>? fields)
    {
        if (PassingErrors.IsStatus(answer.Status))
            return RefusalMeaning.Transient;
        var words = new AnswerWords(answer, fields, tokenObject: null);
        if (words.HasError(DeadTokenErrors))
            return RefusalMeaning.Dead;
        if (answer.Status < 400 && !words.StatesError)
            return RefusalMeaning.Transient;
        return ProblemReader.Read(answer, fields) switch
        {
            Problem.Timestamp or Problem.Nonce => RefusalMeaning.Transient,
            Problem.Client or Problem.Signature or Problem.SignatureMethod => RefusalMeaning.Client,
            _ => RefusalMeaning.Refused,
        };
    }
}
