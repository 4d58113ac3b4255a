using OAuthClient.Http;

namespace OAuthClient.OAuth1;

/// <summary>Hints what to do about a problem that an OAuth 1 provider reports.</summary>
internal static class ProblemHint
{
    private static readonly string[] ParameterListFields = ["oauth_parameters_absent", "oauth_parameters_rejected"];

    /// <summary>Gives the error of an answer a hint about OAuth 1 in place of one about OAuth 2.</summary>
    public static OAuthException Improve(
        OAuthException error, ProtocolAnswer answer, IReadOnlyDictionary<string, string>? fields)
    {
        if (AnswerHint.IsBusy(answer))
            return error;
        var problem = ProblemReader.Read(answer, fields);
        string?[] parts =
        [
            ForProblem(problem) ?? ForStatus(answer.Status) ?? error.Error.Hint,
            problem == Problem.Timestamp && answer.Date is { } date ? $"At the provider it is {date:u}." : null,
            DescribeParameters(fields),
            problem != Problem.Unknown && fields is null ? "Excerpt is what it answered." : null,
        ];
        return new(error.Kind, error.Error with { Hint = string.Join(' ', parts.OfType<string>()) });
    }

    /// <returns>The hint; null for a problem that is not known.</returns>
    public static string? ForProblem(Problem problem) => problem switch
    {
        Problem.Signature =>
            "Are ClientId and ClientSecret right, and is SignatureMethod the one that the provider expects? "
            + "SignatureExplanation shows what was signed.",
        Problem.SignatureMethod => "Set SignatureMethod to one that the provider takes.",
        Problem.Nonce => "Something on the way sent the request twice, or the provider wants other nonces. Try again.",
        Problem.Timestamp => "Is this machine's clock right?",
        Problem.Client => "Is ClientId the consumer key of your registration, and is it still allowed?",
        Problem.Verifier =>
            "The verifier was used, mistyped, or belongs to another login. Let the user begin again.",
        Problem.Token =>
            "The token was used, has expired, was revoked, or belongs to another client. Let the user begin again.",
        Problem.Callback => "The redirect URI must be the registered one to the letter; for a PIN it is oob.",
        Problem.Permission =>
            "Does your registration allow this, and did the user allow it? Otherwise let the user begin again.",
        Problem.Parameter =>
            "Does the provider expect another Placement, or one of Quirks, such as SendsVersion?",
        Problem.Version =>
            "The only version is 1.0. Does the provider expect Quirks.SendsVersion, or not expect it?",
        _ => null,
    };

    private static string? ForStatus(int status) => status == 401
        ? "Are ClientId and ClientSecret those of your registration, and are SignatureMethod and Placement what the provider expects?"
        : null;

    // The fields list names, or names with their values, which may be secrets.
    private static string? DescribeParameters(IReadOnlyDictionary<string, string>? fields)
    {
        var list = ParameterListFields
            .Select(field => fields?.GetValueOrDefault(field))
            .FirstOrDefault(value => !string.IsNullOrEmpty(value));
        if (list is null)
            return null;
        var names = list.Split('&').Select(pair => pair.Split('=')[0]);
        return $"It is about {Mask.MaskErrorText(string.Join(", ", names), [])}.";
    }
}
