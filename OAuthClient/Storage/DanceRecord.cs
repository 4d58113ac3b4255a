namespace OAuthClient.Storage;

internal sealed class DanceRecord : StoreRecord
{
    public required string Handle { get; init; }

    public required string Provider { get; init; }

    public string? Issuer { get; init; }

    public required string ClientId { get; init; }

    public string Scope { get; init; } = "";

    public required string RedirectUri { get; init; }

    public required string Proof { get; init; }

    public required string Browser { get; init; }

    public string? User { get; init; }

    public string ReturnUrl { get; init; } = "/";

    public IReadOnlyDictionary<string, string>? Data { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public static DanceRecord Of(PendingDance dance) => new()
    {
        Handle = dance.Id,
        Provider = dance.Provider,
        Issuer = dance.Issuer,
        ClientId = dance.ClientId,
        Scope = dance.Scope,
        RedirectUri = dance.RedirectUri,
        Proof = dance.TokenRequestSecret.Reveal(),
        Browser = dance.BrowserKeyDigest,
        User = dance.User.IsKnown ? dance.User.Id : null,
        ReturnUrl = dance.ReturnUrl,
        Data = dance.Data.Count > 0 ? RecordData.Reveal(dance.Data) : null,
        CreatedAt = dance.CreatedAt,
        ExpiresAt = dance.ExpiresAt,
    };

    public PendingDance ToDance() => new()
    {
        Id = Handle,
        Provider = Provider,
        Issuer = Issuer,
        ClientId = ClientId,
        Scope = Scope,
        RedirectUri = RedirectUri,
        TokenRequestSecret = Proof,
        BrowserKeyDigest = Browser,
        User = User is null ? OAuthUser.Unknown : new(User),
        ReturnUrl = ReturnUrl,
        Data = RecordData.ToSecrets(Data),
        CreatedAt = CreatedAt,
        ExpiresAt = ExpiresAt,
    };
}
