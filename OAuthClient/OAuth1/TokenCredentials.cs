using System.Globalization;

namespace OAuthClient.OAuth1;

/// <summary>
/// Reads token credentials (RFC 5849 section 2.3), and the lifetime that the OAuth Session extension adds to them.
/// </summary>
internal static class TokenCredentials
{
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(36_525);

    public static OAuthToken Create(IReadOnlyDictionary<string, string> fields, DateTimeOffset now) => new()
    {
        AccessToken = fields["oauth_token"],
        TokenSecret = fields["oauth_token_secret"],
        ReceivedAt = now,
        ExpiresAt = now + ReadLifetime(fields.GetValueOrDefault("oauth_expires_in")),
        Fields = fields.ToDictionary(field => field.Key, field => (Secret)field.Value, StringComparer.Ordinal),
    };

    // A token that ends at once would be of no use: zero means that it does not end.
    private static TimeSpan? ReadLifetime(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
        && seconds > 0
        && seconds <= LongestLifetime.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
