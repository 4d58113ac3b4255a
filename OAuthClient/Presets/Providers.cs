namespace OAuthClient.Presets;

/// <summary>
/// Presets of known providers. Add your registration to one:
/// <c>Providers.GitHub with { ClientId = …, ClientSecret = … }</c>. Thread-safe.
/// </summary>
/// <remarks>
/// Every field can be overridden, and <see cref="ProviderOptions.With"/> chooses an option of a preset. The presets
/// have not been tested against live providers; <c>docs/providers.md</c> names the source of each value, and its date.
/// </remarks>
public static partial class Providers
{
    /// <summary>The names of all presets, for <see cref="Find"/>.</summary>
    public static IReadOnlyCollection<string> Names => PresetFile.Names;

    /// <summary>Finds a preset by its name, for programs that read the name from their configuration.</summary>
    /// <param name="name">The name, such as <c>github</c>. Case is ignored.</param>
    /// <returns>The preset.</returns>
    /// <exception cref="ArgumentException">
    /// There is no such preset; the message lists similar names, or else all names.
    /// </exception>
    public static OAuthProvider Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (PresetFile.Find(name) is { } preset)
            return preset;
        var hint = SimilarNames.Find(name, Names) is { Length: > 0 } similar
            ? $"Did you mean {string.Join(" or ", similar)}?"
            : $"There are: {string.Join(", ", Names)}.";
        throw new ArgumentException($"There is no preset '{name}'. {hint}", nameof(name));
    }

    private static TProvider Read<TProvider>(string name) where TProvider : OAuthProvider =>
        (TProvider)PresetFile.Find(name)!;
}
