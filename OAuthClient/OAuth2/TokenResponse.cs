using System.Globalization;
using OAuthClient.Http;

namespace OAuthClient.OAuth2;

/// <summary>The access token response (RFC 6749 section 5), as servers really write it.</summary>
internal static class TokenResponse
{
    // Beyond this a lifetime is no date that a clock can show.
    private const double LongestLifetime = 100 * 365.25 * 24 * 3600;
    private static readonly char[] ScopeSeparators = [' ', ','];

    public static OAuthToken Read(ProtocolAnswer answer, OAuth2Provider provider, DateTimeOffset now, IReadOnlyList<Secret> sent)
    {
        var fields = AnswerFields.Of(answer.Body);
        if (AnswerError.In(answer, fields, sent) is { } error)
            throw error;
        if (fields is null)
            throw AnswerError.Make(OAuthErrorCode.AnswerUnreadable, "The answer is neither JSON nor a form, or it breaks off.", answer, sent, "Is TokenEndpoint the right address?");
        if (fields.GetValueOrDefault("access_token") is not { Length: > 0 } accessToken)
            throw AnswerError.Make(OAuthErrorCode.TokenMissing, "The answer brings no access_token.", answer, sent);
        // RFC 6749 section 7.1: the type is compared without case; one that is not understood must not be used.
        var type = fields.GetValueOrDefault("token_type") is { Length: > 0 } said ? said : "Bearer";
        if (!type.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            throw AnswerError.Make(OAuthErrorCode.TokenTypeUnsupported, $"The token is of type '{AnswerError.Clean(type, sent)}'; only Bearer can be used.", answer, sent);
        return new()
        {
            AccessToken = accessToken,
            RefreshToken = fields.GetValueOrDefault("refresh_token"),
            TokenType = type,
            ExpiresAt = Lifetime(fields.GetValueOrDefault("expires_in")) is { } lifetime ? now + lifetime : null,
            RequestedScopes = provider.Scopes,
            // RFC 6749 section 5.1: absent means identical to what was asked for.
            GrantedScopes = fields.GetValueOrDefault("scope") is { } scope ? Scopes(scope) : provider.Scopes,
            Fields = fields.ToDictionary(field => field.Key, field => (Secret)field.Value, StringComparer.Ordinal),
        };
    }

    // RFC 6749 section 3.3 separates by spaces; some write commas, or a JSON array.
    private static string[] Scopes(string scope) =>
        scope.Trim('[', ']').Replace("\"", "", StringComparison.Ordinal).Split(ScopeSeparators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static TimeSpan? Lifetime(string? seconds) =>
        double.TryParse(seconds, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= LongestLifetime
            ? TimeSpan.FromSeconds(number)
            : null;
}
