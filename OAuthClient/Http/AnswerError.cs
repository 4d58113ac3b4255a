namespace OAuthClient.Http;

/// <summary>Turns an answer that brings no token into an error with the provider's own words and none of the secrets.</summary>
internal static class AnswerError
{
    /// <summary>The error in an answer, whatever its status: RFC 6749 section 5.2 asks for 400, and some send it with 200.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="fields">Its fields, if it can be read.</param>
    /// <param name="sent">What must not be seen, should the answer repeat it.</param>
    /// <param name="inside">The object in the answer that should bring the token, if that is not the answer itself.</param>
    /// <param name="bringsToken">Whether it does.</param>
    /// <returns>The error; null when the answer says none.</returns>
    public static OAuthException? Find(
        ProtocolAnswer answer, IReadOnlyDictionary<string, string>? fields, IReadOnlyList<Secret> sent, IReadOnlyDictionary<string, string>? inside = null, bool bringsToken = false)
    {
        var words = ProviderErrorFields.Find(answer, fields, inside, bringsToken);
        if (words is null && answer.Status < 400)
            return null;
        var (code, message) = AnswerHint.IsBusy(answer) ? (OAuthErrorCode.EndpointBusy, "The endpoint asks to wait.")
            : words is null ? (OAuthErrorCode.EndpointHttp, $"The endpoint answered {answer.Status} and nothing that explains it.")
            : (OAuthErrorCode.ProviderError, "The provider refused.");
        var told = Create(code, message, answer, sent, AnswerHint.For(words, answer)).Error with
        {
            ProviderError = Clean(words?.Error, sent),
            ProviderDescription = Clean(words?.Description, sent),
            ProviderUri = Clean(words?.Uri, sent),
        };
        return new(OAuthOutcomeKind.ProviderFailed, told);
    }

    /// <summary>The error of an answer that says neither an error nor anything else that can be read.</summary>
    public static OAuthException Unreadable(ProtocolAnswer answer, IReadOnlyList<Secret> sent)
    {
        var (what, hint) = AnswerHint.ForUnreadable(answer);
        return Create(OAuthErrorCode.AnswerUnreadable, $"The answer {what}.", answer, sent, hint);
    }

    public static OAuthException Create(string code, string message, ProtocolAnswer answer, IReadOnlyList<Secret> sent, string hint) =>
        new(OAuthOutcomeKind.ProviderFailed, new(code, message)
        {
            Endpoint = answer.Endpoint,
            Status = answer.Status,
            Excerpt = Mask.Excerpt(answer.Body, sent),
            RetryAfter = answer.RetryAfter,
            Hint = hint,
        });

    /// <summary>The provider's words as they may be shown: see <see cref="Mask"/>.</summary>
    public static string? Clean(string? text, IReadOnlyList<Secret> sent) => Mask.Words(text, sent);
}
