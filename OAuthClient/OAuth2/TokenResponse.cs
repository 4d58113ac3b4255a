using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>Reads access token responses (RFC 6749 section 5), with the common deviations of servers.</summary>
internal sealed class TokenResponse(OAuth2Provider provider, TokenShape shape)
{
    private const string Bearer = "Bearer";

    /// <param name="answer">The answer of the token endpoint.</param>
    /// <param name="requestedScopes">The scopes of the token when the answer does not name them.</param>
    /// <param name="now">The time of receipt.</param>
    /// <param name="sent">The secrets of the request, which no error may show.</param>
    /// <param name="checks">The checks of the login; null when there is no login, or the trace has no receiver.</param>
    public OAuthToken Read(
        ProtocolAnswer answer,
        IReadOnlyList<string> requestedScopes,
        DateTimeOffset now,
        IReadOnlyList<Secret> sent,
        CallbackChecks? checks = null)
    {
        var all = AnswerFields.Parse(answer);
        var fields = all is null ? null : new TokenFields(all, shape);
        var accessToken = fields?.Token("access_token");
        if (AnswerError.Find(answer, all, sent, fields?.TokenObject, accessToken is not null) is { } error)
            throw error;
        if (all is null || fields is null)
            throw AnswerError.Unreadable(answer, sent);
        if (accessToken is null)
            throw TokenMissing(answer, fields, sent);
        checks?.Start(CheckNames.TokenType, string.Join(" or ", provider.Quirks.BearerTypes.Prepend(Bearer)));
        var type = ParseType(fields["token_type"], provider) ?? throw UnknownTokenType.Refuse(fields, answer, sent);
        checks?.Pass(type);
        return new()
        {
            AccessToken = accessToken,
            RefreshToken = fields.Token("refresh_token"),
            TokenType = type,
            ReceivedAt = now,
            ExpiresAt = TokenExpiry.Read(fields, now, provider.Quirks.ZeroMeansNoExpiry),
            RefreshTokenExpiresAt = TokenExpiry.ReadRefresh(fields, now, provider.Refresh.RefreshTokenLifetime),
            RequestedScopes = requestedScopes,
            GrantedScopes = TokenScopes.Read(fields.Scope, provider, requestedScopes),
            Fields = all.ToDictionary(field => field.Key, field => (Secret)field.Value, StringComparer.Ordinal),
        };
    }

    // RFC 6749 section 7.1: the type is compared without case; a type that is not understood must not be used.
    public static string? ParseType(string? type, OAuth2Provider provider)
    {
        if (string.IsNullOrEmpty(type))
            return Bearer;
        var isBearer = provider.Quirks.BearerTypes.Append(Bearer).Contains(type, StringComparer.OrdinalIgnoreCase);
        return isBearer ? type : provider.FindExtensionTokenType(type);
    }

    private static OAuthException TokenMissing(
        ProtocolAnswer answer, TokenFields fields, IReadOnlyList<Secret> sent) =>
        AnswerError.Create(
            OAuthErrorCode.TokenMissing,
            "The answer brings no access_token that could be used.",
            answer,
            sent,
            fields.MissingTokenHint());
}
