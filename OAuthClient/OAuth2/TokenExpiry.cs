using System.Globalization;

namespace OAuthClient.OAuth2;

/// <summary>
/// When a token ends. The first of <c>expires_in</c>, <c>expires</c>, <c>expires_at</c>, <c>expires_on</c> that can be read decides. A number, in
/// quotes or not, counts seconds from receipt; except in <c>expires_in</c>, from 10⁹ on it is a date in seconds since 1970 and from 10¹¹ on in milliseconds, and a text may
/// be a date as ISO 8601 or RFC 1123. Zero and less has ended. What is no number or date, or over a hundred years away in seconds, says nothing.
/// </summary>
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
            if (fields[name] is { } text && ParseExpiry(text, mayBeDate: name != Fields[0], now, zeroMeansNever) is { } end)
                return end;
        }
        return null;
    }

    private static DateTimeOffset? ParseExpiry(string text, bool mayBeDate, DateTimeOffset now, bool zeroMeansNever)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return mayBeDate ? ParseDate(text.Trim()) : null;
        if (zeroMeansNever && number == 0)
            return null;
        return mayBeDate && number >= SmallestDateInSeconds ? FromUnixTime(number < SmallestDateInMilliseconds ? number : number / 1000) : AddSeconds(now, number);
    }

    // Whatever is compared with NaN is false.
    private static DateTimeOffset? AddSeconds(DateTimeOffset now, double seconds) =>
        Math.Abs(seconds) <= LongestLifetime && seconds < (DateTimeOffset.MaxValue - now).TotalSeconds && seconds > (DateTimeOffset.MinValue - now).TotalSeconds
            ? now + TimeSpan.FromSeconds(seconds)
            : null;

    private static DateTimeOffset? FromUnixTime(double seconds) => seconds < LastUnixSecond ? DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(seconds) : null;

    // Only what has the shape of either: the parser alone would take much more for a date.
    private static DateTimeOffset? ParseDate(string text) =>
        text is [_, _, _, _, '-', ..] or [_, _, _, ',', ..]
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date
            : null;
}
