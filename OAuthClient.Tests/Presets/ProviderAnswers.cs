using System.Net;
using System.Text;
using System.Text.Json;
using OAuthClient.OAuth2;
using OAuthClient.Presets;

namespace OAuthClient.Tests.Presets;

/// <summary>
/// The requests that a preset must make, and the answers of its provider, as a file of the folder <c>Answers</c> has
/// them. Each answer names the source that it was written after.
/// </summary>
internal sealed record ProviderAnswers(string Preset)
{
    private const string Folder = "OAuthClient.Tests/Presets/Answers";

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The names of the files, without <c>.json</c>.</summary>
    public static IEnumerable<string> Names =>
        Directory.GetFiles(Repository.PathOf(Folder), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string?> Options { get; init; } = new Dictionary<string, string?>();

    /// <summary>The scopes to ask for; empty asks for those of the preset.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>A word of <see cref="Insecure"/> that the program must allow; null for none.</summary>
    public string? Allow { get; init; }

    /// <summary>The parameters of the callback, without the state.</summary>
    public string Callback { get; init; } = "code=the-code";

    public required ProviderAnswer Code { get; init; }

    /// <summary>The exchange of the login's token for a long-lived one; null when there is none.</summary>
    public ProviderAnswer? Exchange { get; init; }

    /// <summary>The refresh, or the renewal of a live token; null when there is none.</summary>
    public ProviderAnswer? Refresh { get; init; }

    /// <summary>The answers to a refresh that say that the refresh token is dead.</summary>
    public IReadOnlyList<ProviderAnswer> Dead { get; init; } = [];

    /// <summary>The answers to a refresh that say that it may succeed later.</summary>
    public IReadOnlyList<ProviderAnswer> Later { get; init; } = [];

    /// <summary>The answers to a refresh that look like those of a dead token, and mean something else.</summary>
    public IReadOnlyList<ProviderAnswer> Refused { get; init; } = [];

    /// <summary>The answers of the API that say that the access token has expired, and can be refreshed.</summary>
    public IReadOnlyList<ProviderAnswer> ApiExpired { get; init; } = [];

    /// <summary>The answers of the API that say that the access token has ended, and cannot be refreshed.</summary>
    public IReadOnlyList<ProviderAnswer> ApiDead { get; init; } = [];

    /// <summary>The revocation of a token; null when there is none.</summary>
    public ProviderAnswer? Revocation { get; init; }

    /// <summary>All answers of the file.</summary>
    public IEnumerable<ProviderAnswer> All => new[] { Code, Exchange, Refresh, Revocation }
        .OfType<ProviderAnswer>()
        .Concat([.. Dead, .. Later, .. Refused, .. ApiExpired, .. ApiDead]);

    public static ProviderAnswers Read(string name) =>
        JsonSerializer.Deserialize<ProviderAnswers>(Repository.Read($"{Folder}/{name}.json"), Format)!;

    /// <summary>The preset with its options and a registration.</summary>
    public OAuth2Provider CreateProvider()
    {
        var provider = Options.Aggregate(
            (OAuth2Provider)Providers.Find(Preset), (chosen, option) => chosen.With(option.Key, option.Value));
        return provider with
        {
            ClientId = "the-id",
            ClientSecret = "the-secret",
            Scopes = Scopes.Count > 0 ? Scopes : provider.Scopes,
            ApiBaseUrl = provider.ApiBaseUrl ?? "https://api.example/",
            Allow = provider.Allow | (Allow is null ? Insecure.None : Enum.Parse<Insecure>(Allow)),
        };
    }
}

/// <summary>A request that must be made, and the answer to it.</summary>
internal sealed record ProviderAnswer
{
    /// <summary>Where the answer was seen.</summary>
    public required string Source { get; init; }

    /// <summary>The demands on the request, written as those of an <see cref="OAuth2QuirkCase"/>.</summary>
    public IReadOnlyList<string> Request { get; init; } = [];

    public int Status { get; init; } = 200;

    /// <summary>The body: a text, or any other JSON value.</summary>
    public required JsonElement Body { get; init; }

    /// <summary>The expected reading; null when the answer brings no token that is kept.</summary>
    public ExpectedToken? Token { get; init; }

    public HttpResponseMessage CreateResponse() => new((HttpStatusCode)Status)
    {
        Content = new StringContent(
            Body.ValueKind == JsonValueKind.String ? Body.GetString()! : JsonSerializer.Serialize(Body),
            Encoding.UTF8,
            "application/json"),
    };

    public override string ToString() => $"{Status} {Body}";
}

/// <summary>A token as a program sees it. Lifetimes are seconds from the answer on.</summary>
internal sealed record ExpectedToken(string AccessToken)
{
    public string RefreshToken { get; init; } = "";

    public double? ExpiresIn { get; init; }

    public double? RefreshTokenExpiresIn { get; init; }

    public string GrantedScopes { get; init; } = "";

    public static ExpectedToken From(OAuthToken token) => new(token.AccessToken.Reveal())
    {
        RefreshToken = token.RefreshToken.Reveal(),
        ExpiresIn = (token.ExpiresAt - token.ReceivedAt)?.TotalSeconds,
        RefreshTokenExpiresIn = (token.RefreshTokenExpiresAt - token.ReceivedAt)?.TotalSeconds,
        GrantedScopes = string.Join(' ', token.GrantedScopes),
    };
}
