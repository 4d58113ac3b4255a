using OAuthClient.Http;

namespace OAuthClient.Discovery;

/// <summary>An answer of the registration endpoint, of any status.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Sent">The secrets of the request, which no error may show.</param>
internal sealed record RegistrationAnswer(ProtocolAnswer Answer, IReadOnlyList<Secret> Sent)
{
    public int Status => Answer.Status;

    /// <summary>The fields; null when the answer is no JSON object.</summary>
    public RegistrationFields? Fields { get; } = RegistrationFields.Parse(Answer);

    /// <summary>
    /// The provider's refusal, or the error of an answer that cannot be read; null when there is none.
    /// </summary>
    public OAuthException? Refusal { get; init; }

    public override string ToString() => Answer.ToString();
}
