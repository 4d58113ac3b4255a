using OAuthClient;
using OAuthHarness.Terminal;

namespace OAuthHarness.Profiles;

/// <summary>Makes the dance of a profile.</summary>
internal static class ProfileDance
{
    /// <param name="run">The run of the command.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="options">
    /// The options of the dance. Without a store of tokens it has that of the profile.
    /// </param>
    /// <param name="accepted">Risks that the person accepts by a flag of the command.</param>
    public static async Task<OAuthDance> CreateAsync(
        CommandRun run, Profile profile, OAuthDanceOptions options, Insecure accepted = Insecure.None)
    {
        ProfileStore.Check(profile.Store);
        var provider = await ProfileProvider.CreateAsync(run, profile);
        provider = provider with { Allow = provider.Allow | accepted };
        options = options with { Tokens = options.Tokens ?? (await ProfileStore.OpenAsync(run, profile)).Tokens };
        return ProfileRedirectUri.OfDance(profile) is { } redirectUri
            ? new(provider, redirectUri, options)
            : new(provider, options);
    }
}
