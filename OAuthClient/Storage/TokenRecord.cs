namespace OAuthClient.Storage;

internal sealed class TokenRecord : StoreRecord
{
    public required string AccessToken { get; init; }

    public string? TokenSecret { get; init; }

    public string? RefreshToken { get; init; }

    public string? TokenType { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RefreshTokenExpiresAt { get; init; }

    public IReadOnlyList<string> RequestedScopes { get; init; } = [];

    public IReadOnlyList<string> GrantedScopes { get; init; } = [];

    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string>? Data { get; init; }

    public static TokenRecord Of(OAuthToken token) => new()
    {
        AccessToken = token.AccessToken.Reveal(),
        TokenSecret = token.TokenSecret.IsEmpty ? null : token.TokenSecret.Reveal(),
        RefreshToken = token.RefreshToken.IsEmpty ? null : token.RefreshToken.Reveal(),
        TokenType = token.TokenType,
        ReceivedAt = token.ReceivedAt,
        ExpiresAt = token.ExpiresAt,
        RefreshTokenExpiresAt = token.RefreshTokenExpiresAt,
        RequestedScopes = token.RequestedScopes,
        GrantedScopes = token.GrantedScopes,
        Fields = RecordData.Reveal(token.Fields),
        Data = token.Data.Count > 0 ? RecordData.Reveal(token.Data) : null,
    };

    public OAuthToken ToToken() => new()
    {
        AccessToken = AccessToken,
        TokenSecret = TokenSecret,
        RefreshToken = RefreshToken,
        TokenType = TokenType,
        ReceivedAt = ReceivedAt,
        ExpiresAt = ExpiresAt,
        RefreshTokenExpiresAt = RefreshTokenExpiresAt,
        RequestedScopes = [.. RequestedScopes.Select(RecordData.NotNull)],
        GrantedScopes = [.. GrantedScopes.Select(RecordData.NotNull)],
        Fields = RecordData.ToSecrets(Fields),
        Data = RecordData.ToSecrets(Data),
    };
}
