using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace OAuthClient.Discovery;

/// <summary>
/// How long a document may be cached (RFC 9111): as its headers say, for a minute at least and a day at most.
/// </summary>
internal static partial class CacheLifetime
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    public static readonly TimeSpan Unstated = TimeSpan.FromHours(1);

    public static TimeSpan Of(HttpResponseMessage answer, DateTimeOffset now)
    {
        var stated = FindStated(answer, now);
        // RFC 9111 section 5.1: the document may have aged in another cache.
        var rest = stated - (answer.Headers.Age ?? TimeSpan.Zero);
        return rest switch
        {
            null => Unstated,
            { } time when time < Shortest => Shortest,
            { } time => time < Longest ? time : Longest,
        };
    }

    private static TimeSpan? FindStated(HttpResponseMessage answer, DateTimeOffset now)
    {
        // RFC 9111 section 4.2.1: of two times that disagree, neither is trusted. .NET would keep the last one.
        if (CountMaxAges(answer) > 1)
            return TimeSpan.Zero;
        var control = answer.Headers.CacheControl ?? new CacheControlHeaderValue();
        if (control.NoStore || control.NoCache)
            return TimeSpan.Zero;
        // RFC 9111 section 5.3: max-age takes precedence over Expires, and an Expires that is no date is in the past.
        if (control.MaxAge is { } age)
            return age;
        return answer.Content.Headers.Contains("Expires")
            ? answer.Content.Headers.Expires - (answer.Headers.Date ?? now) ?? TimeSpan.Zero
            : null;
    }

    private static int CountMaxAges(HttpResponseMessage answer) =>
        answer.Headers.NonValidated.TryGetValues("Cache-Control", out var values)
            ? values.Sum(value => MaxAge().Count(value))
            : 0;

    [GeneratedRegex(@"(?<![\w-])max-age\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex MaxAge();
}
