using OAuthClient.Http;

namespace OAuthClient.OAuth2;

/// <summary>The access token response (RFC 6749 section 5), as servers really write it.</summary>
internal static class TokenResponse
{
    private const string Bearer = "Bearer";

    public static OAuthToken Read(ProtocolAnswer answer, OAuth2Provider provider, IReadOnlyList<string> requested, DateTimeOffset now, IReadOnlyList<Secret> sent)
    {
        var all = AnswerFields.Parse(answer);
        var fields = all is null ? null : new TokenFields(all, provider.Quirks);
        var accessToken = fields?.Token("access_token");
        if (AnswerError.Find(answer, all, sent, fields?.TokenObject, accessToken is not null) is { } error)
            throw error;
        if (all is null || fields is null)
            throw AnswerError.Unreadable(answer, sent);
        if (accessToken is null)
            throw AnswerError.Create(OAuthErrorCode.TokenMissing, "The answer brings no access_token that could be used.", answer, sent, fields.MissingTokenHint());
        return new()
        {
            AccessToken = accessToken,
            RefreshToken = fields.Token("refresh_token"),
            TokenType = ParseType(fields["token_type"], provider) ?? throw UnknownType(fields["token_type"], answer, sent),
            ReceivedAt = now,
            ExpiresAt = TokenExpiry.Read(fields, now, provider.Quirks.ZeroMeansNoExpiry),
            RequestedScopes = requested,
            GrantedScopes = TokenScopes.Parse(fields["scope"], provider.ScopeJoiner) ?? requested,
            Fields = all.ToDictionary(field => field.Key, field => (Secret)field.Value, StringComparer.Ordinal),
        };
    }

    // RFC 6749 section 7.1: the type is compared without case; one that is not understood must not be used.
    private static string? ParseType(string? said, OAuth2Provider provider) =>
        string.IsNullOrEmpty(said) ? Bearer : provider.Quirks.BearerTypes.Append(Bearer).Contains(said, StringComparer.OrdinalIgnoreCase) ? said : null;

    private static OAuthException UnknownType(string? said, ProtocolAnswer answer, IReadOnlyList<Secret> sent)
    {
        var shown = AnswerError.Clean(said, sent);
        return AnswerError.Create(OAuthErrorCode.TokenTypeUnsupported, $"The token is of type '{shown}'; only Bearer can be used.", answer, sent,
            $"If the provider means a Bearer token by it, add '{shown}' to the provider's Quirks.BearerTypes.");
    }
}
