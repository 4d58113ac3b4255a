using OAuthClient.Http;

namespace OAuthClient.Discovery;

/// <summary>An answer of the registration endpoint that says success.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Fields">The fields of the answer.</param>
/// <param name="Sent">The secrets of the request, which no error may show.</param>
internal sealed record RegistrationAnswer(
    ProtocolAnswer Answer, IReadOnlyDictionary<string, string> Fields, IReadOnlyList<Secret> Sent)
{
    public override string ToString() => Answer.ToString();
}
