using OAuthClient.Internal;

namespace OAuthClient.Http;

/// <summary>
/// Turns an answer without a token into an error that shows the provider's own words and none of the secrets.
/// </summary>
internal static class AnswerError
{
    private const string BusyMessage = "The endpoint asks to wait.";

    /// <summary>
    /// Finds the error in an answer of any status: RFC 6749 section 5.2 asks for 400, but some providers send 200.
    /// </summary>
    /// <param name="answer">The answer.</param>
    /// <param name="fields">The fields of the answer; null when it cannot be read.</param>
    /// <param name="sent">The secrets of the request, which the error must not show.</param>
    /// <param name="tokenObject">
    /// The nested object that should hold the token; null when the answer itself should.
    /// </param>
    /// <param name="bringsToken">Whether the answer brings the token.</param>
    /// <returns>The error; null when the answer has none.</returns>
    public static OAuthException? Find(
        ProtocolAnswer answer,
        IReadOnlyDictionary<string, string>? fields,
        IReadOnlyList<Secret> sent,
        IReadOnlyDictionary<string, string>? tokenObject = null,
        bool bringsToken = false)
    {
        if (answer.Status is >= 300 and < 400)
        {
            var target = Mask.MaskErrorText(answer.RedirectTarget, sent);
            return EndpointFailure.Redirected(answer.Endpoint, answer.Status, target);
        }
        var words = ProviderErrorFields.Find(answer, fields, tokenObject, bringsToken);
        if (words is null && answer.Status < 400)
            return null;
        var (code, message) = Describe(words, answer);
        Secret[] secrets = [.. sent, .. AnswerSecrets.Find(fields, tokenObject)];
        var error = Create(code, message, answer, secrets, AnswerHint.ForAnswer(words, answer)).Error with
        {
            ProviderError = Mask.MaskErrorText(words?.Error, secrets),
            ProviderDescription = Mask.MaskErrorText(words?.Description, secrets),
            ProviderUri = Mask.MaskErrorText(words?.Uri, secrets),
        };
        return new(OAuthOutcomeKind.ProviderFailed, error);
    }

    /// <summary>Makes the error for an answer that cannot be read and is no error answer.</summary>
    public static OAuthException Unreadable(ProtocolAnswer answer, IReadOnlyList<Secret> sent)
    {
        var (fault, hint) = AnswerHint.ForUnreadable(answer);
        return Create(OAuthErrorCode.AnswerUnreadable, $"The answer {fault}.", answer, sent, hint);
    }

    public static OAuthException Create(
        string code, string message, ProtocolAnswer answer, IReadOnlyList<Secret> sent, string hint) =>
        new(OAuthOutcomeKind.ProviderFailed, new(code, message)
        {
            Endpoint = answer.Endpoint,
            Status = answer.Status,
            Excerpt = Mask.MaskExcerpt(answer.Body, sent),
            RetryAfter = answer.RetryAfter,
            Hint = hint,
        });

    /// <summary>The failure of a renewal, with its meaning for the stored token.</summary>
    public static OAuthException WithMeaning(OAuthException failure, RefusalMeaning meaning)
    {
        var error = meaning == RefusalMeaning.Later
            ? failure.Error with
            {
                Code = OAuthErrorCode.EndpointBusy,
                Message = BusyMessage,
                Hint = AnswerHint.ForWait(failure.Error.RetryAfter),
            }
            : failure.Error;
        return new(failure.Kind, error) { Meaning = meaning };
    }

    private static (string Code, string Message) Describe(ProviderErrorFields? words, ProtocolAnswer answer)
    {
        if (AnswerHint.IsBusy(answer))
            return (OAuthErrorCode.EndpointBusy, BusyMessage);
        return words is null
            ? (OAuthErrorCode.EndpointHttp, $"The endpoint answered {answer.Status} and nothing that explains it.")
            : (OAuthErrorCode.ProviderError, "The provider refused.");
    }
}
