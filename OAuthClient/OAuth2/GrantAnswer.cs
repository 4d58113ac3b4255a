using System.Globalization;
using OAuthClient.Http;

namespace OAuthClient.OAuth2;

/// <summary>The answer to the first request of a grant. Prints no field.</summary>
internal sealed class GrantAnswer(
    ProtocolAnswer answer, IReadOnlyDictionary<string, string> fields, IReadOnlyList<Secret> sent)
{
    /// <summary>Reads a field that the grant cannot do without.</summary>
    /// <exception cref="OAuthException">The answer has no such field.</exception>
    public string Require(string name) => Find(name) ?? throw Refuse($"has no {name}");

    /// <summary>Reads a field; null when the answer does not have it.</summary>
    /// <exception cref="OAuthException">The field is an object or a list.</exception>
    public string? Find(string name) => fields.GetValueOrDefault(name) switch
    {
        null or "" => null,
        ['{' or '[', ..] => throw Refuse($"has a {name} that is no text"),
        var value => value,
    };

    /// <summary>Reads a time in seconds; null when the answer does not have it.</summary>
    /// <exception cref="OAuthException">The field is no number, or negative.</exception>
    public TimeSpan? FindSeconds(string name)
    {
        if (Find(name) is not { } text)
            return null;
        var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds);
        // The longest time that a timer can count is longer than any user takes.
        return isNumber && seconds >= 0
            ? TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(1).TotalSeconds))
            : throw Refuse($"has a value of {name} that is no time");
    }

    /// <summary>Makes the error for an answer that the grant cannot use.</summary>
    public OAuthException Refuse(string fault) => AnswerError.Create(
        OAuthErrorCode.GrantAnswerInvalid,
        $"The answer {fault}.",
        answer,
        [.. sent, .. fields.Where(IsSecret).Select(field => (Secret)field.Value)],
        "Is the endpoint the right address? If so, it is the provider's mistake.");

    // The codes, the id of a backchannel request, and addresses with a code in them.
    private static bool IsSecret(KeyValuePair<string, string> field) =>
        field.Key is "auth_req_id" or "verification_uri_complete"
        || field.Key.Contains("code", StringComparison.Ordinal);
}
