using System.Text.Json.Nodes;
using OAuthHarness.Profiles;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>Shows a profile; its secrets only where the person asked for them.</summary>
internal static class ProfileView
{
    public static string ProviderOf(Profile profile) =>
        profile.Preset ?? profile.Issuer ?? profile.Fields.GetValueOrDefault("token_endpoint") ?? "none";

    public static void Write(CommandRun run, Profile profile)
    {
        var json = ToJson(profile, run.ShowsSecrets);
        if (run.IsJson)
            JsonText.Write(run, json);
        else
            DataTable.WriteFacts(run, json);
    }

    private static JsonObject ToJson(Profile profile, bool showsSecrets) => new()
    {
        ["name"] = profile.Name,
        ["preset"] = profile.Preset,
        ["issuer"] = profile.Issuer,
        ["options"] = JsonText.ObjectOf(profile.Options),
        ["fields"] = JsonText.ObjectOf(profile.Fields.Select(field =>
            KeyValuePair.Create(field.Key, ProfileFile.IsSecret(field.Key) && !showsSecrets ? "***" : field.Value))),
        ["client_id"] = profile.ClientId,
        ["client_secret"] = ShowSecret(profile.ClientSecret.Reveal(), showsSecrets),
        ["scopes"] = JsonText.ArrayOf(profile.Scopes),
        ["redirect_uri"] = ProfileRedirectUri.Of(profile),
        ["store"] = showsSecrets ? profile.Store : StoreText.Mask(profile.Store),
        ["account"] = profile.Account,
    };

    // The name of a variable is no secret.
    private static string? ShowSecret(string secret, bool showsSecrets) => secret switch
    {
        "" => null,
        _ when showsSecrets || EnvironmentText.IsReference(secret) => secret,
        _ => "***",
    };
}
