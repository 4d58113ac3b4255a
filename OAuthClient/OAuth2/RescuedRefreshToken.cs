using System.Text.RegularExpressions;
using OAuthClient.Http;

namespace OAuthClient.OAuth2;

/// <summary>
/// Finds a new refresh token in an answer that is otherwise unusable: the old one may be spent, so that the login would
/// be lost without it.
/// </summary>
internal static partial class RescuedRefreshToken
{
    private const int MaxDepth = 4;

    /// <returns>The refresh token; empty when the answer brings none, or the one that was sent.</returns>
    public static Secret Find(ProtocolAnswer answer, TokenShape shape, Secret sent)
    {
        var name = shape.NameOf("refresh_token");
        var body = answer.IsComplete ? answer.Body : WithoutLastField(answer.Body);
        var found = AnswerFields.Parse(body) is { } fields ? FindIn(fields, name, MaxDepth) : FindInText(body, name);
        return found is { Length: > 0 } && TokenFields.IsSendable(found) && (Secret)found != sent ? found : default;
    }

    private static string? FindIn(IReadOnlyDictionary<string, string> fields, string name, int depth)
    {
        if (fields.TryGetValue(name, out var token))
            return token;
        if (depth == 0)
            return null;
        var objects =
            from value in fields.Values
            where value.StartsWith('{')
            select AnswerFields.Parse(value) is { } inner ? FindIn(inner, name, depth - 1) : null;
        return objects.FirstOrDefault(found => found is not null);
    }

    // The last field of a form that breaks off may be a part of its value. A form has no braces.
    private static string WithoutLastField(string body) =>
        body.Contains('{', StringComparison.Ordinal) ? body : body[..Math.Max(0, body.LastIndexOf('&'))];

    // JSON that breaks off may hold the whole refresh token, up to its closing quotation mark.
    private static string? FindInText(string body, string name)
    {
        foreach (Match member in TextMember().Matches(body))
        {
            if (member.Groups[1].Value == name)
                return Regex.Unescape(member.Groups[2].Value);
        }
        return null;
    }

    [GeneratedRegex("""
        "([^"\\]{1,64})"\s*:\s*"((?:[^"\\]|\\["\\/]|\\u[0-9a-fA-F]{4})*)"
        """)]
    private static partial Regex TextMember();
}
