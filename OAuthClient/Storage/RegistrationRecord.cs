namespace OAuthClient.Storage;

internal sealed class RegistrationRecord : StoreRecord
{
    public required string ClientId { get; init; }

    public string? ClientSecret { get; init; }

    public DateTimeOffset? ClientSecretExpiresAt { get; init; }

    public DateTimeOffset? IssuedAt { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    public required string TokenEndpointAuthMethod { get; init; }

    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    public IReadOnlyList<string> GrantTypes { get; init; } = [];

    public IReadOnlyList<string> ResponseTypes { get; init; } = [];

    public IReadOnlyList<string> Scopes { get; init; } = [];

    public IReadOnlyList<string> RequestedScopes { get; init; } = [];

    public string? RegistrationAccessToken { get; init; }

    public string? RegistrationClientUri { get; init; }

    public IReadOnlyDictionary<string, string>? Fields { get; init; }

    public static RegistrationRecord Of(ClientRegistration registration) => new()
    {
        ClientId = registration.ClientId,
        ClientSecret = Reveal(registration.ClientSecret),
        ClientSecretExpiresAt = registration.ClientSecretExpiresAt,
        IssuedAt = registration.IssuedAt,
        ReceivedAt = registration.ReceivedAt,
        TokenEndpointAuthMethod = registration.TokenEndpointAuthMethod,
        RedirectUris = registration.RedirectUris,
        GrantTypes = registration.GrantTypes,
        ResponseTypes = registration.ResponseTypes,
        Scopes = registration.Scopes,
        RequestedScopes = registration.RequestedScopes,
        RegistrationAccessToken = Reveal(registration.RegistrationAccessToken),
        RegistrationClientUri = registration.RegistrationClientUri,
        Fields = registration.Fields.Count > 0 ? RecordData.Reveal(registration.Fields) : null,
    };

    public ClientRegistration ToRegistration() => new()
    {
        ClientId = ClientId,
        ClientSecret = ClientSecret,
        ClientSecretExpiresAt = ClientSecretExpiresAt,
        IssuedAt = IssuedAt,
        ReceivedAt = ReceivedAt,
        TokenEndpointAuthMethod = TokenEndpointAuthMethod,
        RedirectUris = [.. RedirectUris.Select(RecordData.NotNull)],
        GrantTypes = [.. GrantTypes.Select(RecordData.NotNull)],
        ResponseTypes = [.. ResponseTypes.Select(RecordData.NotNull)],
        Scopes = [.. Scopes.Select(RecordData.NotNull)],
        RequestedScopes = [.. RequestedScopes.Select(RecordData.NotNull)],
        RegistrationAccessToken = RegistrationAccessToken,
        RegistrationClientUri = RegistrationClientUri,
        Fields = RecordData.ToSecrets(Fields),
    };

    private static string? Reveal(Secret secret) => secret.IsEmpty ? null : secret.Reveal();
}
