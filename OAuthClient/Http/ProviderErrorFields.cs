using System.Globalization;
using System.Text.Json;

namespace OAuthClient.Http;

/// <summary>
/// The error fields of an answer. RFC 6749 section 5.2 names them; many providers use other names and other places.
/// </summary>
internal sealed record ProviderErrorFields(string? Error, string? Description, string? Uri)
{
    private static readonly string[] ErrorNames =
        ["error", "oauth_problem", "error_code", "errorCode", "errcode", "errno", "error_type", "errorType"];

    private static readonly string[] NestedErrorNames = [.. ErrorNames, "type", "status", "code", "reason"];
    private static readonly string[] DescriptionNames =
    [
        "error_description", "oauth_problem_advice", "error_message", "errorMessage", "error_msg", "errmsg", "message",
        "msg", "description", "detail", "title", "faultstring", "reason", "error_reason",
    ];

    private static readonly string[] UriNames = ["error_uri", "documentation_url", "more_info"];
    private static readonly string[] NestedErrorObjectNames = ["error", "errors", "error_response", "fault"];
    private static readonly string[] FailureWords = ["error", "fail", "failed", "failure"];

    /// <summary>
    /// Finds the error fields. An answer that brings a token is an error only when <c>error</c>, <c>oauth_problem</c>,
    /// <c>ok</c>, <c>success</c> or <c>status</c> explicitly says so. An answer without a token is an error also when
    /// it has any of the names above, or a number in <c>code</c> or <c>status</c>.
    /// </summary>
    /// <returns>The fields, each null when it is absent; null when the answer is no error.</returns>
    public static ProviderErrorFields? Find(
        ProtocolAnswer answer,
        IReadOnlyDictionary<string, string>? fields,
        IReadOnlyDictionary<string, string>? tokenObject,
        bool bringsToken)
    {
        var status = answer.Status;
        var isExplicit = IsExplicitError(fields);
        if (bringsToken && !isExplicit)
            return null;
        var errorObject = FindErrorObject(fields);
        var challenge = status >= 400 ? AnswerHeaders.ParseChallengeParameters(answer.Challenge) : null;
        IReadOnlyDictionary<string, string>?[] sources = [errorObject, tokenObject, fields, challenge];
        var error = FindMeaningfulValue([errorObject], NestedErrorNames, status)
            ?? FindMeaningfulValue(sources, ErrorNames, status)
            ?? FindErrorCodeOrStatus(sources, status);
        var description = FindMeaningfulValue(sources, DescriptionNames, status, except: error);
        var isError = isExplicit
            || errorObject is not null
            || error is not null
            || (status >= 400 && description is not null);
        return isError ? new(error, description, FindMeaningfulValue(sources, UriNames, status)) : null;
    }

    /// <summary>The places of an answer that may hold error texts: they are read in this order.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> FindSources(
        ProtocolAnswer answer,
        IReadOnlyDictionary<string, string>? fields,
        IReadOnlyDictionary<string, string>? tokenObject)
    {
        var challenge = answer.Status >= 400 ? AnswerHeaders.ParseChallengeParameters(answer.Challenge) : null;
        IReadOnlyDictionary<string, string>?[] sources = [FindErrorObject(fields), tokenObject, fields, challenge];
        return sources.OfType<IReadOnlyDictionary<string, string>>();
    }

    /// <summary>All values that may be an error code.</summary>
    public static IEnumerable<string> SelectErrors(IReadOnlyDictionary<string, string>[] sources) =>
        SelectValues(sources, NestedErrorNames).OfType<string>();

    /// <summary>All values that may describe an error.</summary>
    public static IEnumerable<string> SelectDescriptions(IReadOnlyDictionary<string, string>[] sources) =>
        SelectValues(sources, DescriptionNames).OfType<string>();

    private static IReadOnlyDictionary<string, string>? FindErrorObject(IReadOnlyDictionary<string, string>? fields) =>
        NestedErrorObjectNames
            .Select(name => ParseErrorObject(fields?.GetValueOrDefault(name)))
            .FirstOrDefault(found => found is not null);

    private static bool IsExplicitError(IReadOnlyDictionary<string, string>? fields) =>
        IsFieldSet(fields, "error")
        || IsFieldSet(fields, "oauth_problem")
        || IsFieldFalse(fields, "ok")
        || IsFieldFalse(fields, "success")
        || FailureWords.Contains(fields?.GetValueOrDefault("status"));

    // The error is an object, or the first element of an array.
    private static IReadOnlyDictionary<string, string>? ParseErrorObject(string? json)
    {
        if (json is not ['{' or '[', ..])
            return null;
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var first = root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().FirstOrDefault() : root;
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

    private static string? FindMeaningfulValue(
        IReadOnlyDictionary<string, string>?[] sources, string[] names, int status, string? except = null) =>
        SelectValues(sources, names).FirstOrDefault(value => IsMeaningful(value, status) && value != except);

    // Successful answers have code and status too. With a successful HTTP status, only a number can be an error.
    private static string? FindErrorCodeOrStatus(IReadOnlyDictionary<string, string>?[] sources, int status) =>
        SelectValues(sources, ["code", "status"]).FirstOrDefault(value =>
            IsMeaningful(value, status)
            && !FailureWords.Contains(value)
            && (status >= 400 || IsErrorNumber(value)));

    private static IEnumerable<string?> SelectValues(IReadOnlyDictionary<string, string>?[] sources, string[] names) =>
        from source in sources
        where source is not null
        from name in names
        select source.GetValueOrDefault(name);

    private static bool IsErrorNumber(string? text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var number) && number is < 200 or >= 300;

    private static bool IsFieldSet(IReadOnlyDictionary<string, string>? fields, string name) =>
        fields?.GetValueOrDefault(name) is { } value && value.Trim() is not ("" or "0" or "false" or "null" or "{}" or "[]");

    private static bool IsFieldFalse(IReadOnlyDictionary<string, string>? fields, string name) =>
        fields?.GetValueOrDefault(name) is "false" or "0";

    // A value that repeats the HTTP status adds nothing.
    private static bool IsMeaningful(string? text, int status) =>
        text?.Trim() is { Length: > 0 } word
        && word is not ("0" or "true" or "false" or "null")
        && word[0] is not ('{' or '[')
        && word != status.ToString(CultureInfo.InvariantCulture);
}
