using System.Text.Json;
using System.Text.Json.Serialization;
using OAuthClient.Storage;

namespace OAuthHarness.Profiles;

/// <summary>A profile as its file has it: secrets are sealed, or name a variable of the environment.</summary>
internal sealed record ProfileFile
{
    private const int LatestVersion = 1;

    public int Version { get; init; } = LatestVersion;

    public string? Preset { get; init; }

    public string? Issuer { get; init; }

    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    public string ClientId { get; init; } = "";

    public string? ClientSecret { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    public string? RedirectUri { get; init; }

    public string Store { get; init; } = "files";

    public string Account { get; init; } = "default";

    [JsonIgnore]
    public bool HasSealed => Secrets.Any(SealedText.IsSealed);

    private IEnumerable<string?> Secrets => [ClientSecret, Store, .. Fields.Values];

    public static bool NeedsSeal(Profile profile) =>
        SealedText.NeedsSeal(profile.ClientSecret.Reveal())
        || (StoreText.IsSecret(profile.Store) && SealedText.NeedsSeal(profile.Store))
        || profile.Fields.Any(field => IsSecret(field.Key) && SealedText.NeedsSeal(field.Value));

    public static ProfileFile Of(Profile profile, StoreSeal? seal)
    {
        var text = new SealedText(seal, profile.Name);
        return new()
        {
            Preset = profile.Preset,
            Issuer = profile.Issuer,
            Options = profile.Options,
            Fields = profile.Fields.ToDictionary(
                field => field.Key, field => IsSecret(field.Key) ? text.Close(field.Value) : field.Value),
            ClientId = profile.ClientId,
            ClientSecret = profile.ClientSecret.IsEmpty ? null : text.Close(profile.ClientSecret.Reveal()),
            Scopes = profile.Scopes,
            RedirectUri = profile.RedirectUri,
            Store = StoreText.IsSecret(profile.Store) ? text.Close(profile.Store) : profile.Store,
            Account = profile.Account,
        };
    }

    public static ProfileFile Parse(string json, string path, string name)
    {
        try
        {
            var file = JsonSerializer.Deserialize(json, ProfileFileJson.Default.ProfileFile)
                ?? throw new JsonException("It is empty.");
            return file.Version == LatestVersion ? file : throw new HarnessException(
                ExitCode.StoreFailed,
                $"'{path}' is of version {file.Version}, and this program reads {LatestVersion}. Use a later program.");
        }
        catch (JsonException damaged)
        {
            throw new HarnessException(
                ExitCode.StoreFailed,
                $"'{path}' is damaged: {PlainText.Of(damaged.Message)} Mend it, or say 'profiles remove {name}' and save it "
                + "anew.",
                damaged);
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, ProfileFileJson.Default.ProfileFile) + "\n";

    public Profile ToProfile(string name, StoreSeal? seal)
    {
        var text = new SealedText(seal, name);
        return new()
        {
            Name = name,
            Preset = Preset,
            Issuer = Issuer,
            Options = Options,
            Fields = Fields.ToDictionary(field => field.Key, field => text.Open(field.Value)),
            ClientId = ClientId,
            ClientSecret = ClientSecret is null ? default(OAuthClient.Secret) : text.Open(ClientSecret),
            Scopes = Scopes,
            RedirectUri = RedirectUri,
            Store = text.Open(Store),
            Account = Account,
        };
    }

    private static bool IsSecret(string field) => field is "private_key" or "client_secret";
}
