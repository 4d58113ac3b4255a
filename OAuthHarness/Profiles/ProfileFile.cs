using System.Text.Json;
using System.Text.Json.Serialization;
using OAuthClient.Storage;
using OAuthHarness.Terminal;

namespace OAuthHarness.Profiles;

/// <summary>A profile as its file has it: secrets are sealed, or name a variable of the environment.</summary>
/// <remarks>The generated reader would set init-only members that are not there to null.</remarks>
internal sealed record ProfileFile
{
    private const int LatestVersion = 1;

    public int Version { get; set; } = LatestVersion;

    public string? Preset { get; set; }

    public string? Issuer { get; set; }

    public IReadOnlyDictionary<string, string> Options { get; set; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Fields { get; set; } = new Dictionary<string, string>();

    public string ClientId { get; set; } = "";

    public string? ClientSecret { get; set; }

    public IReadOnlyList<string> Scopes { get; set; } = [];

    public string? RedirectUri { get; set; }

    public string Store { get; set; } = "files";

    public string Account { get; set; } = "default";

    [JsonIgnore]
    public bool HasSealed => Secrets.Any(SealedText.IsSealed);

    private IEnumerable<string?> Secrets => [ClientSecret, Store, .. Fields.Values];

    /// <summary>Whether the value of a field of a provider is a secret.</summary>
    public static bool IsSecret(string field) => field is "private_key" or "client_secret";

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
}
