using System.Collections;
using System.Globalization;

namespace OAuthClient.Extensions.Logging;

/// <summary>The scope of a log entry: names and values for a structured log, and one line for a plain one.</summary>
internal sealed class LogScope : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly List<KeyValuePair<string, object?>> _fields = [];

    public LogScope(TraceArgs trace, Fingerprint fingerprint, bool logsUserIds)
    {
        Add("oauth.provider", trace.Provider);
        Add("oauth.operation", trace.Operation == 0 ? null : trace.Operation);
        Add("oauth.login", trace.Login);
        Add("oauth.user", NameOf(trace.User, fingerprint, logsUserIds));
        Add("oauth.token", fingerprint.OfToken(trace.Token));
        Add("oauth.token.former", fingerprint.OfToken(trace.FormerToken));
        Add("oauth.token.valid", trace.IsTokenValid);
        Add("oauth.endpoint", trace.Exchange?.Endpoint);
        Add("error.type", trace.Error?.Code);
    }

    public int Count => _fields.Count;

    public KeyValuePair<string, object?> this[int index] => _fields[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Shows all fields in one line.</summary>
    public override string ToString() => string.Join(' ', _fields.Select(field => $"{field.Key}={field.Value}"));

    private static string? NameOf(OAuthUser user, Fingerprint fingerprint, bool logsUserIds) => user switch
    {
        _ when user == OAuthUser.Application => user.ToString(),
        { IsKnown: true } when logsUserIds => OneLine(user.Id),
        _ => fingerprint.OfUser(user),
    };

    // An id may come from a provider, and a line break in it would forge a line of the log.
    private static string OneLine(string id) => new([.. id.Select(letter => IsPrintable(letter) ? letter : ' ')]);

    private static bool IsPrintable(char letter) => char.GetUnicodeCategory(letter) is not (
        UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator);

    private void Add(string name, object? value)
    {
        if (value is not null)
            _fields.Add(new(name, value));
    }
}
