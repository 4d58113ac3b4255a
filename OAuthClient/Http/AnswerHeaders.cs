using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace OAuthClient.Http;

/// <summary>Reads the headers of an answer that the protocol uses. An invalid header counts as absent.</summary>
internal static partial class AnswerHeaders
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(31);

    /// <summary>
    /// The wait in the <c>Retry-After</c> header: zero when its date is past; null when the header is absent, invalid,
    /// or over a month.
    /// </summary>
    public static TimeSpan? ParseRetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        // RFC 9110 section 10.2.3: seconds, or a date.
        if (!headers.NonValidated.TryGetValues("Retry-After", out var values))
            return null;
        var text = values.First();
        var seconds = ParseSeconds(text) ?? (ParseDate(text) - now)?.TotalSeconds;
        return seconds <= LongestWait.TotalSeconds ? TimeSpan.FromSeconds(Math.Max(0, seconds.Value)) : null;
    }

    private static double? ParseSeconds(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    private static DateTimeOffset? ParseDate(string text)
    {
        const DateTimeStyles Style = DateTimeStyles.AllowWhiteSpaces;
        return DateTimeOffset.TryParseExact(text, "R", CultureInfo.InvariantCulture, Style, out var date) ? date : null;
    }

    /// <summary>The <c>WWW-Authenticate</c> header; null when there is none.</summary>
    public static string? FindChallenge(HttpResponseHeaders headers) =>
        headers.NonValidated.TryGetValues("WWW-Authenticate", out var values) ? string.Join(", ", values) : null;

    /// <summary>The parameters of a challenge: <c>Bearer error="invalid_client", error_description="…"</c>.</summary>
    public static Dictionary<string, string> ParseChallengeParameters(string? challenge)
    {
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        // RFC 9110 section 11.2: a name, and a token or a quoted string.
        foreach (var match in Parameter().EnumerateMatches(challenge))
            Add(parameters, challenge!.Substring(match.Index, match.Length));
        return parameters;
    }

    private static void Add(Dictionary<string, string> parameters, string parameter)
    {
        var parts = parameter.Split('=', 2);
        parameters.TryAdd(parts[0].Trim(), Escape().Replace(parts[1].Trim().Trim('"'), "$1"));
    }

    [GeneratedRegex("""[A-Za-z_]+\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s,"]+)""")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escape();
}
