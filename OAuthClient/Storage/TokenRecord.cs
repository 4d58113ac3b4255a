namespace OAuthClient.Storage;

internal sealed class TokenRecord : StoreRecord
{
    public required string AccessToken { get; init; }

    public string? TokenSecret { get; init; }

    public string? RefreshToken { get; init; }

    public string? TokenType { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public IReadOnlyList<string> RequestedScopes { get; init; } = [];

    public IReadOnlyList<string> GrantedScopes { get; init; } = [];

    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    public static TokenRecord Of(OAuthToken token) => new()
    {
        AccessToken = token.AccessToken.Reveal(),
        TokenSecret = token.TokenSecret.IsEmpty ? null : token.TokenSecret.Reveal(),
        RefreshToken = token.RefreshToken.IsEmpty ? null : token.RefreshToken.Reveal(),
        TokenType = token.TokenType,
        ReceivedAt = token.ReceivedAt,
        ExpiresAt = token.ExpiresAt,
        RequestedScopes = token.RequestedScopes,
        GrantedScopes = token.GrantedScopes,
        Fields = token.Fields.ToDictionary(field => field.Key, field => field.Value.Reveal(), StringComparer.Ordinal),
    };

    public OAuthToken ToToken() => new()
    {
        AccessToken = AccessToken,
        TokenSecret = TokenSecret,
        RefreshToken = RefreshToken,
        TokenType = TokenType,
        ReceivedAt = ReceivedAt,
        ExpiresAt = ExpiresAt,
        RequestedScopes = [.. RequestedScopes.Select(NotNull)],
        GrantedScopes = [.. GrantedScopes.Select(NotNull)],
        Fields = Fields.ToDictionary(field => field.Key, field => (Secret)NotNull(field.Value), StringComparer.Ordinal),
    };

    // The parser ignores the nullable annotations of list elements.
    private static string NotNull(string? text) =>
        text ?? throw new DamagedRecordException("The record has lost a part.");
}
