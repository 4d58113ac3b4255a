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

    /// <summary>The fields that say when the refresh token expires, the first readable of which decides.</summary>
    public static IReadOnlyList<string> RefreshFields { get; } =
    [
        "refresh_token_expires_in", "refresh_expires_in", "x_refresh_token_expires_in", "refreshTokenExpiresIn",
        "refreshExpiresIn", "refresh_token_lifetime", "refresh_token_expires", "refresh_token_expires_at",
        "refresh_token_expires_on", "refresh_expires_at", "refreshTokenExpiresAt", "refreshExpiresAt",
        "refresh_token_expiration", "refresh_token_expiry",
    ];

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

    /// <summary>
    /// Reads the time when the refresh token expires. A lifetime of zero or less says nothing: some servers write it
    /// for a refresh token that does not expire.
    /// </summary>
    /// <param name="fields">The fields of the answer.</param>
    /// <param name="now">The time of receipt.</param>
    /// <param name="lifetime">The lifetime when the answer gives none; null when that is unknown.</param>
    /// <returns>The time; null when it is unknown, or when there is no refresh token.</returns>
    public static DateTimeOffset? ReadRefresh(TokenFields fields, DateTimeOffset now, TimeSpan? lifetime)
    {
        if (fields.Token("refresh_token") is null)
            return null;
        foreach (var name in RefreshFields)
        {
            if (fields[name] is { } text
                && ParseExpiry(text, IsDate(name), now, zeroMeansNever: true) is { } expiry
                && expiry > now)
            {
                return expiry;
            }
        }
        return lifetime is { } known ? AddSeconds(now, known.TotalSeconds) : null;
    }

    private static bool IsDate(string name) => !name.EndsWith("in", StringComparison.OrdinalIgnoreCase);

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
