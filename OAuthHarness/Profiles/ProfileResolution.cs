using System.CommandLine;
using OAuthClient.Presets;
using OAuthHarness.Terminal;

namespace OAuthHarness.Profiles;

/// <summary>Finds or makes the profile of a run from its arguments, and asks for what is missing.</summary>
internal static class ProfileResolution
{
    private const string ProviderQuestion = "Which provider? A preset such as github, or an issuer's address.";

    /// <summary>
    /// The saved profile, or one made from the arguments; with a client id. It is saved where --save or the person says
    /// so.
    /// </summary>
    public static async Task<Profile> ResolveAsync(CommandRun run)
    {
        var (profile, isNew) = await FindAsync(run);
        profile = Override(run.Parsed, profile);
        ProfileStore.Check(profile.Store);
        profile = await AskForClientAsync(run, profile, isNew);
        return await SaveAsync(run, profile, isNew);
    }

    /// <summary>The saved profile, or one made from the arguments, perhaps without a client. It is not saved.</summary>
    public static async Task<Profile> DescribeAsync(CommandRun run) =>
        Override(run.Parsed, (await FindAsync(run)).Profile);

    /// <summary>The profile of a name with the values of the arguments: the saved one, or a new one.</summary>
    public static async Task<Profile> EditAsync(CommandRun run, string name)
    {
        ProfileName.Check(name);
        var provider = run.Parsed.GetValue(ProfileOptions.ProviderOption);
        var isNew = provider is not null || !run.Profiles.Contains(name);
        if (isNew && provider is null && !IsWholeProvider(run.Parsed))
            provider = await run.Prompt.AskAsync(null, "--provider", ProviderQuestion, run.CancellationToken);
        var profile = !isNew
            ? await run.Profiles.ReadAsync(name, run.CancellationToken)
            : provider is null ? new() { Name = name } : NewProfile(run, provider);
        profile = Override(run.Parsed, profile) with { Name = name };
        ProfileStore.Check(profile.Store);
        return await AskForClientAsync(run, profile, isNew);
    }

    private static async Task<(Profile Profile, bool IsNew)> FindAsync(CommandRun run)
    {
        var given = run.Parsed.GetValue(ProfileOptions.Provider)
            ?? run.Parsed.GetValue(ProfileOptions.ProviderOption);
        if (given is not null && run.ProfileName is not null)
        {
            throw new HarnessException(
                ExitCode.WrongUse, "Give a provider or --profile, not both: a profile has its provider.");
        }
        var saved = run.ProfileName ?? (given is null ? SavedName(run) : null);
        if (given is not null && run.Profiles.Contains(given))
            saved = given;
        if (saved is not null)
            return (await run.Profiles.ReadAsync(saved, run.CancellationToken), false);
        if (given is null && IsWholeProvider(run.Parsed))
            return (new() { Name = "fields" }, true);
        given = await run.Prompt.AskAsync(given, "PROVIDER or --profile", QuestionFor(run), run.CancellationToken);
        return run.Profiles.Contains(given)
            ? (await run.Profiles.ReadAsync(given, run.CancellationToken), false)
            : (NewProfile(run, given), true);
    }

    private static string QuestionFor(CommandRun run) => run.Profiles.Names is { Count: > 0 } names
        ? $"{ProviderQuestion} Or a profile: {string.Join(", ", names)} ('profiles use NAME' chooses one for all)."
        : ProviderQuestion;

    private static string? SavedName(CommandRun run) =>
        IsWholeProvider(run.Parsed) ? null : run.Profiles.CurrentName;

    private static bool IsWholeProvider(ParseResult parsed) => parsed.GetValue(ProfileOptions.Fields)
        ?.Any(field => field.StartsWith("token_endpoint=", StringComparison.Ordinal)) == true;

    private static Profile NewProfile(CommandRun run, string provider)
    {
        if (provider.Contains("://", StringComparison.Ordinal))
        {
            var host = Uri.TryCreate(provider, UriKind.Absolute, out var issuer) ? issuer.IdnHost : provider;
            return new() { Name = ProfileName.From(host), Issuer = provider };
        }
        try
        {
            var preset = Providers.Find(provider);
            return new() { Name = preset.Name, Preset = preset.Name };
        }
        catch (ArgumentException unknown)
        {
            var near = NearNames.Find(provider, [.. Providers.Names, .. run.Profiles.Names]);
            var hint = near.Length > 0
                ? $"Did you mean {string.Join(" or ", near)}?"
                : "An issuer starts with https://. 'providers' lists the presets, 'profiles' what is saved.";
            throw new HarnessException(
                ExitCode.WrongUse, $"There is no provider or profile '{PlainText.Of(provider)}'. {hint}", unknown);
        }
    }

    private static Profile Override(ParseResult parsed, Profile profile)
    {
        var fields = new Dictionary<string, string>(profile.Fields);
        foreach (var (name, value) in ProfileOptions.ReadPairs(parsed, ProfileOptions.Fields, needsValue: true))
            fields[name] = value;
        if (parsed.GetValue(ProfileOptions.Api) is { } api)
            fields["api_base_url"] = api;
        var options = new Dictionary<string, string>(profile.Options);
        foreach (var (name, value) in ProfileOptions.ReadPairs(parsed, ProfileOptions.Options, needsValue: false))
            options[name] = value;
        var scopes = (parsed.GetValue(ProfileOptions.Scopes) ?? [])
            .SelectMany(scope => scope.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToArray();
        var clientId = parsed.GetValue(ProfileOptions.ClientId) ?? profile.ClientId;
        return profile with
        {
            Fields = fields,
            Options = options,
            Scopes = scopes.Length > 0 ? scopes : profile.Scopes,
            ClientId = clientId,
            // A secret belongs to its client.
            ClientSecret = ClientSecretInput.Read(parsed)
                ?? (clientId == profile.ClientId ? profile.ClientSecret : default),
            RedirectUri = parsed.GetValue(ProfileOptions.RedirectUri) ?? profile.RedirectUri,
            Store = parsed.GetValue(ProfileOptions.Store) is { } store
                ? StoreText.WithWholePath(store)
                : profile.Store,
            Account = parsed.GetValue(ProfileOptions.Account) ?? profile.Account,
        };
    }

    private static async Task<Profile> AskForClientAsync(CommandRun run, Profile profile, bool isNew)
    {
        if (profile.ClientId.Length > 0)
            return profile;
        if (run.Prompt.IsPossible)
            run.Tell(ProfileRedirectUri.HowToRegister(profile));
        var id = await run.Prompt.AskAsync(null, "--client-id", "What is the client id?", run.CancellationToken);
        profile = profile with { ClientId = id };
        if (!isNew || !profile.ClientSecret.IsEmpty)
            return profile;
        var secret = await run.Prompt.AskSecretAsync(
            null, "--client-secret", "What is the client secret? Nothing for a public client.", run.CancellationToken);
        return profile with { ClientSecret = secret };
    }

    private static async Task<Profile> SaveAsync(CommandRun run, Profile profile, bool isNew)
    {
        var name = run.Parsed.GetValue(ProfileOptions.Save);
        if (name is null && isNew && run.Parsed.GetValue(ProfileOptions.ClientId) is null)
        {
            name = await run.Prompt.AskOptionalAsync(
                $"Save as a profile? Its name, such as {profile.Name}, or nothing:", run.CancellationToken);
        }
        if (string.IsNullOrWhiteSpace(name))
            return profile;
        profile = profile with { Name = name.Trim() };
        await run.Profiles.WriteAsync(profile, run.CancellationToken);
        run.Tell($"Saved as the profile '{profile.Name}'.");
        return profile;
    }
}
