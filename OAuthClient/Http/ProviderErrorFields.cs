using System.Globalization;
using System.Text.Json;

namespace OAuthClient.Http;

/// <summary>What a provider says went wrong, wherever it says so: RFC 6749 section 5.2 has names for it, and few providers have only those.</summary>
internal sealed record ProviderErrorFields(string? Error, string? Description, string? Uri)
{
    private static readonly string[] ErrorNames = ["error", "oauth_problem", "error_code", "errorCode", "errcode", "errno", "error_type", "errorType"];
    private static readonly string[] NestedErrorNames = [.. ErrorNames, "type", "status", "code", "reason"];
    private static readonly string[] DescriptionNames =
    [
        "error_description", "oauth_problem_advice", "error_message", "errorMessage", "error_msg", "errmsg", "message", "msg", "description",
        "detail", "title", "faultstring", "reason", "error_reason",
    ];
    private static readonly string[] UriNames = ["error_uri", "documentation_url", "more_info"];
    private static readonly string[] ErrorObjectNames = ["error", "errors", "error_response", "fault"];
    private static readonly string[] FailureWords = ["error", "fail", "failed", "failure"];

    /// <summary>
    /// The words in an answer. One that brings a token is an error only when <c>error</c>, <c>ok</c>, <c>success</c> or <c>status</c> says so in so many words;
    /// one that does not may say so by any of the names above, or by a number in <c>code</c> or <c>status</c>.
    /// </summary>
    /// <returns>The words, each null when it is not said; null when there is no error in the answer.</returns>
    public static ProviderErrorFields? Find(ProtocolAnswer answer, IReadOnlyDictionary<string, string>? fields, IReadOnlyDictionary<string, string>? inside, bool bringsToken)
    {
        var status = answer.Status;
        var refuses = IsSet(fields, "error") || IsSet(fields, "oauth_problem") || IsFalse(fields, "ok") || IsFalse(fields, "success") || FailureWords.Contains(fields?.GetValueOrDefault("status"));
        if (bringsToken && !refuses)
            return null;
        var place = ErrorObjectNames.Select(name => ParseErrorObject(fields?.GetValueOrDefault(name))).FirstOrDefault(found => found is not null);
        IReadOnlyDictionary<string, string>?[] sources = [place, inside, fields, status >= 400 ? AnswerHeaders.ChallengeParameters(answer.Challenge) : null];
        var error = FirstMeaningful([place], NestedErrorNames, status) ?? FirstMeaningful(sources, ErrorNames, status) ?? CodeOrStatus(sources, status);
        var description = FirstMeaningful(sources, DescriptionNames, status, except: error);
        return refuses || place is not null || error is not null || (status >= 400 && description is not null)
            ? new(error, description, FirstMeaningful(sources, UriNames, status))
            : null;
    }

    // An object, or the first of a list.
    private static IReadOnlyDictionary<string, string>? ParseErrorObject(string? json)
    {
        if (json is null || (json[..Math.Min(1, json.Length)] is not ("{" or "[")))
            return null;
        try
        {
            using var list = JsonDocument.Parse(json);
            var first = list.RootElement.ValueKind == JsonValueKind.Array ? list.RootElement.EnumerateArray().FirstOrDefault() : list.RootElement;
            return first.ValueKind switch
            {
                JsonValueKind.Object => AnswerFields.Parse(first.GetRawText()) is { Count: > 0 } fields ? fields : null,
                JsonValueKind.String => new Dictionary<string, string> { ["message"] = first.GetString()! },
                _ => null,
            };
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? FirstMeaningful(IReadOnlyDictionary<string, string>?[] sources, string[] names, int status, string? except = null) =>
        sources.OfType<IReadOnlyDictionary<string, string>>().SelectMany(source => names.Select(name => source.GetValueOrDefault(name)))
            .FirstOrDefault(word => IsMeaningful(word, status) && word != except);

    // Successful answers have these too, so a number counts, and a text only when the status says that something is wrong.
    private static string? CodeOrStatus(IReadOnlyDictionary<string, string>?[] sources, int status) =>
        sources.OfType<IReadOnlyDictionary<string, string>>().SelectMany(source => new[] { source.GetValueOrDefault("code"), source.GetValueOrDefault("status") })
            .FirstOrDefault(word => IsMeaningful(word, status) && !FailureWords.Contains(word) && (status >= 400 || (double.TryParse(word, CultureInfo.InvariantCulture, out var number) && number is < 200 or >= 300)));

    private static bool IsSet(IReadOnlyDictionary<string, string>? fields, string name) =>
        fields?.GetValueOrDefault(name) is { } said && said.Trim() is not ("" or "0" or "false" or "null" or "{}" or "[]");

    private static bool IsFalse(IReadOnlyDictionary<string, string>? fields, string name) =>
        fields?.GetValueOrDefault(name) is "false" or "0";

    // The status again is no news.
    private static bool IsMeaningful(string? text, int status) =>
        text?.Trim() is { Length: > 0 } word && word is not ("0" or "true" or "false" or "null") && word[0] is not ('{' or '[')
        && word != status.ToString(CultureInfo.InvariantCulture);
}
