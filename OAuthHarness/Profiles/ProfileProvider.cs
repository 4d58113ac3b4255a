using OAuthClient;
using OAuthClient.Discovery;
using OAuthClient.OAuth1;
using OAuthClient.OAuth2;
using OAuthClient.Presets;
using OAuthHarness.Terminal;

namespace OAuthHarness.Profiles;

/// <summary>Makes the provider that a profile describes, with its client.</summary>
internal static class ProfileProvider
{
    private static readonly string[] FieldsOfOAuth1 =
        ["temporary_credential_endpoint", "signature_method", "private_key", "placement", "realm"];

    /// <param name="run">The run of the command.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="http">Sends the request of discovery; null for the usual handler.</param>
    public static async Task<OAuthProvider> CreateAsync(
        CommandRun run, Profile profile, HttpMessageHandler? http = null)
    {
        var provider = await DescribeAsync(run, profile, http);
        return provider with
        {
            ClientId = profile.ClientId,
            ClientSecret = EnvironmentText.Resolve(
                profile.ClientSecret.Reveal(), $"The client secret of the profile '{profile.Name}'"),
        };
    }

    /// <summary>The provider without its client, as <c>discover</c> and <c>register</c> need it.</summary>
    public static async Task<OAuthProvider> DescribeAsync(
        CommandRun run, Profile profile, HttpMessageHandler? http = null)
    {
        var fields = profile.Fields.ToDictionary(
            field => field.Key,
            field => EnvironmentText.Resolve(field.Value, $"The field {PlainText.Of(field.Key)}"));
        if (fields.ContainsKey("client_id") || fields.ContainsKey("client_secret"))
        {
            throw new HarnessException(
                ExitCode.WrongUse, "The client is no field of the provider: give --client-id and --client-secret.");
        }
        var provider = await FindAsync(run, profile, http) is { } found
            ? Replace(found, fields)
            : ReadWhole(profile, fields);
        if (profile.Scopes.Count > 0 && provider is OAuth2Provider oauth2)
            provider = oauth2 with { Scopes = profile.Scopes };
        return LoopbackUse.Allow(run, provider);
    }

    private static async Task<OAuthProvider?> FindAsync(CommandRun run, Profile profile, HttpMessageHandler? http)
    {
        if (profile.Preset is { } preset)
        {
            return profile.Options.Aggregate(
                Providers.Find(preset),
                (provider, option) => provider.With(option.Key, option.Value.Length == 0 ? null : option.Value));
        }
        if (profile.Options.Count > 0)
            throw new HarnessException(ExitCode.WrongUse, "Only presets have options: give --field, not --option.");
        if (profile.Issuer is not { } issuer)
            return null;
        var options = new DiscoveryOptions { Allow = LoopbackUse.AllowedFor([issuer]), Http = http };
        return await OAuth2Provider.DiscoverAsync(issuer, options, run.CancellationToken);
    }

    private static OAuthProvider Replace(OAuthProvider provider, Dictionary<string, string> fields) => provider switch
    {
        _ when fields.Count == 0 => provider,
        OAuth2Provider oauth2 => FieldOverrides.Apply(oauth2, fields),
        OAuth1Provider oauth1 => FieldOverrides.Apply(oauth1, fields),
        _ => provider,
    };

    private static OAuthProvider ReadWhole(Profile profile, Dictionary<string, string> fields)
    {
        if (fields.Count == 0)
        {
            throw new HarnessException(
                ExitCode.WrongUse,
                $"The profile '{profile.Name}' names no provider. Give a preset, an issuer, or --field token_endpoint=….");
        }
        var whole = FieldOverrides.WithDefaults(fields, ("name", profile.Name));
        return FieldsOfOAuth1.Any(fields.ContainsKey)
            ? OAuth1Provider.FromFields(whole)
            : OAuth2Provider.FromFields(whole);
    }
}
