using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace OAuthClient.Http;

/// <summary>The headers of an answer that say something about the protocol. Junk in them says nothing.</summary>
internal static partial class AnswerHeaders
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(31);

    /// <summary>How long to wait, by the <c>Retry-After</c> header: none when it is past, null when there is no telling or it is over a month.</summary>
    public static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        // RFC 9110 section 10.2.3: seconds, or a date.
        if (!headers.NonValidated.TryGetValues("Retry-After", out var values))
            return null;
        var text = values.First();
        double? seconds = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : DateTimeOffset.TryParseExact(text, "R", CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var date) ? (date - now).TotalSeconds
            : null;
        return seconds <= LongestWait.TotalSeconds ? TimeSpan.FromSeconds(Math.Max(0, seconds.Value)) : null;
    }

    /// <summary>Why access is denied, as the <c>WWW-Authenticate</c> header has it; null when it has none.</summary>
    public static string? Challenge(HttpResponseHeaders headers) =>
        headers.NonValidated.TryGetValues("WWW-Authenticate", out var values) ? string.Join(", ", values) : null;

    /// <summary>The parameters of a challenge: <c>Bearer error="invalid_client", error_description="…"</c>.</summary>
    public static Dictionary<string, string> ChallengeParameters(string? challenge)
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
