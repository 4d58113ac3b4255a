using System.Globalization;

namespace OAuthClient.OAuth2;

/// <summary>
/// The time when a token expires. The first readable field of <c>expires_in</c>, <c>expires</c>, <c>expires_at</c> and
/// <c>expires_on</c> decides.
/// </summary>
/// <remarks>
/// A number, quoted or not, counts the seconds since receipt. In all fields but <c>expires_in</c>, a number from 10⁹ on
/// is a Unix time in seconds, a number from 10¹¹ on is one in milliseconds, and a text may be an ISO 8601 or RFC 1123
/// date. A token with zero or fewer seconds has expired. A number of seconds beyond a hundred years, and a text that is
/// neither a number nor a date, are ignored.
/// </remarks>
internal static class TokenExpiry
{
    private const double SmallestDateInSeconds = 1e9;
    private const double SmallestDateInMilliseconds = 1e11;
    private const double LongestLifetime = 100 * 365.25 * 24 * 3600;
    private static readonly double LastUnixSecond = (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).TotalSeconds;

    public static IReadOnlyList<string> Fields { get; } = ["expires_in", "expires", "expires_at", "expires_on"];

    public static DateTimeOffset? Read(TokenFields fields, DateTimeOffset now, bool zeroMeansNever)
    {
        foreach (var name in Fields)
        {
            if (fields[name] is { } text
                && ParseExpiry(text, mayBeDate: name != Fields[0], now, zeroMeansNever) is { } expiry)
            {
                return expiry;
            }
        }
        return null;
    }

    private static DateTimeOffset? ParseExpiry(string text, bool mayBeDate, DateTimeOffset now, bool zeroMeansNever)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return mayBeDate ? ParseDate(text.Trim()) : null;
        if (zeroMeansNever && number == 0)
            return null;
        if (mayBeDate && number >= SmallestDateInSeconds)
            return FromUnixTime(number < SmallestDateInMilliseconds ? number : number / 1000);
        return AddSeconds(now, number);
    }

    // The comparisons are false for NaN.
    private static DateTimeOffset? AddSeconds(DateTimeOffset now, double seconds) =>
        Math.Abs(seconds) <= LongestLifetime
        && seconds < (DateTimeOffset.MaxValue - now).TotalSeconds
        && seconds > (DateTimeOffset.MinValue - now).TotalSeconds
            ? now + TimeSpan.FromSeconds(seconds)
            : null;

    private static DateTimeOffset? FromUnixTime(double seconds) =>
        seconds < LastUnixSecond ? DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(seconds) : null;

    // The parser accepts many more texts, so the text must have the shape of one of the two formats.
    private static DateTimeOffset? ParseDate(string text)
    {
        if (text is not ([_, _, _, _, '-', ..] or [_, _, _, ',', ..]))
            return null;
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var date) ? date : null;
    }
}
