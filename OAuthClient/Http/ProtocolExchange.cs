using OAuthClient.Internal;

namespace OAuthClient.Http;

/// <summary>Writes the redacted text of a request to an endpoint of the protocol, and of its answer.</summary>
internal sealed class ProtocolExchange(ProtocolRequest request, ProtocolAnswer? answer, string? redirectUri)
{
    private const int MaxNesting = 3;

    /// <param name="errorCode">The failure when no answer came.</param>
    public TraceExchange Trace(string errorCode) =>
        new(request.Endpoint, request.Method.Method, request.Address, () => Write(errorCode))
        {
            Status = answer?.Status,
        };

    private string Write(string errorCode)
    {
        var text = new RedactedText(request.Secrets, redirectUri);
        text.WriteLine(request.ToString());
        foreach (var header in request.Headers)
            WriteHeader(text, header);
        if (request.Url.Length > request.Address.Length)
            text.WriteParameters(ReadForm(request.Url[(request.Address.Length + 1)..]));
        if (request.Body is { Length: > 0 } body)
        {
            text.WriteHeaders([("Content-Type", request.ContentType)]);
            WriteBody(text, body);
        }
        if (answer is null)
            text.WriteLine($"→ no answer: {errorCode}");
        else
            WriteAnswer(text, answer);
        return text.ToString();
    }

    // RFC 5849 section 3.5.1: the parameters of OAuth 1 are in the header.
    private static void WriteHeader(RedactedText text, (string Name, string Value) header)
    {
        text.WriteHeaders([header]);
        if (header.Value.StartsWith("OAuth ", StringComparison.Ordinal))
        {
            text.WriteParameters(AnswerHeaders.ParseChallengeParameters(header.Value)
                .Select(pair => (pair.Key, Uri.UnescapeDataString(pair.Value))));
        }
    }

    private static void WriteAnswer(RedactedText text, ProtocolAnswer answer)
    {
        text.WriteLine($"→ {answer.Status}{(answer.IsComplete ? "" : ", broken off")}");
        if (answer.ContentType is { } contentType)
            text.WriteHeaders([("Content-Type", contentType)]);
        if (answer.Headers is { } headers)
            text.WriteHeaders(headers.NonValidated.Select(header => (header.Key, header.Value.ToString())));
        if (answer.Body.Length > 0)
            WriteBody(text, answer.Body);
    }

    private static void WriteBody(RedactedText text, string body)
    {
        if (AnswerFields.Parse(body) is { } fields)
            WriteFields(text, fields, [], MaxNesting);
        else
            text.WriteLine($"  ({body.Length} characters that are no fields)");
    }

    // An envelope is a JSON object within the answer.
    private static void WriteFields(
        RedactedText text, IReadOnlyDictionary<string, string> fields, string[] path, int nesting)
    {
        foreach (var (name, value) in fields)
        {
            if (nesting > 0 && value.StartsWith('{') && AnswerFields.Parse(value) is { } inner)
                WriteFields(text, inner, [.. path, name], nesting - 1);
            else
                text.WriteParameter(path, name, value);
        }
    }

    private static IEnumerable<(string Name, string Value)> ReadForm(string query) =>
        OAuthCallback.FromUrl($"?{query}").Parameters.Select(pair => (pair.Key, pair.Value));
}
