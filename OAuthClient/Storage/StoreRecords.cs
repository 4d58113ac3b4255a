using System.Text.Json.Serialization;

namespace OAuthClient.Storage;

/// <summary>A record of a store. The names of its properties are part of the format and must not change.</summary>
internal abstract class StoreRecord
{
    [JsonPropertyName("v")]
    public int Version { get; set; }
}

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

internal sealed class DanceRecord : StoreRecord
{
    public required string Handle { get; init; }

    public required string Provider { get; init; }

    public required string ClientId { get; init; }

    public string Scope { get; init; } = "";

    public required string RedirectUri { get; init; }

    public required string Proof { get; init; }

    public required string Browser { get; init; }

    public string? User { get; init; }

    public string ReturnUrl { get; init; } = "/";

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public static DanceRecord Of(PendingDance dance) => new()
    {
        Handle = dance.Id,
        Provider = dance.Provider,
        ClientId = dance.ClientId,
        Scope = dance.Scope,
        RedirectUri = dance.RedirectUri,
        Proof = dance.TokenRequestSecret.Reveal(),
        Browser = dance.BrowserKeyDigest,
        User = dance.User.IsKnown ? dance.User.Id : null,
        ReturnUrl = dance.ReturnUrl,
        CreatedAt = dance.CreatedAt,
        ExpiresAt = dance.ExpiresAt,
    };

    public PendingDance ToDance() => new()
    {
        Id = Handle,
        Provider = Provider,
        ClientId = ClientId,
        Scope = Scope,
        RedirectUri = RedirectUri,
        TokenRequestSecret = Proof,
        BrowserKeyDigest = Browser,
        User = User is null ? OAuthUser.Unknown : new(User),
        ReturnUrl = ReturnUrl,
        CreatedAt = CreatedAt,
        ExpiresAt = ExpiresAt,
    };
}

internal sealed class OutcomeRecord : StoreRecord
{
    public required string Kind { get; init; }

    public required int Status { get; init; }

    public string? Location { get; init; }

    public string? ContentType { get; init; }

    public string? Body { get; init; }

    public OAuthError? Error { get; init; }

    public string? User { get; init; }

    public string Account { get; init; } = TokenKey.DefaultAccount;

    public string Explanation { get; init; } = "";

    public static OutcomeRecord Of(OAuthOutcome outcome) => new()
    {
        Kind = outcome.Kind.ToString(),
        Status = outcome.Response.Status,
        Location = outcome.Response.Location,
        ContentType = outcome.Response.ContentType,
        Body = outcome.Response.Body,
        Error = outcome.Error,
        User = outcome.User.IsKnown ? outcome.User.Id : null,
        Account = outcome.Account,
        Explanation = outcome.Explanation,
    };

    public OAuthOutcome ToOutcome() =>
        new(KindOf(Kind), new(Status) { Location = Location, ContentType = ContentType, Body = Body })
        {
            Error = Error,
            User = User is null ? OAuthUser.Unknown : new(User),
            Account = Account,
            Explanation = Explanation,
        };

    // Enum.TryParse also accepts numbers and lists of names; a record holds one name.
    private static OAuthOutcomeKind KindOf(string name) =>
        Enum.TryParse<OAuthOutcomeKind>(name, out var kind) && Enum.GetName(kind) == name
            ? kind
            : throw new DamagedRecordException("The record has an unknown kind of outcome.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TokenRecord))]
[JsonSerializable(typeof(DanceRecord))]
[JsonSerializable(typeof(OutcomeRecord))]
internal sealed partial class StoreJson : JsonSerializerContext;
