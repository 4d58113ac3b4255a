namespace OAuthClient.Presets;

/// <summary>
/// Providers whose values are known, each a value to add your registration to: <c>Providers.GitHub with { ClientId = …, ClientSecret = … }</c>.
/// Every field can be overridden, and <see cref="ProviderOptions.With"/> chooses what a provider offers. Nothing here was checked against a
/// live provider; <c>docs/providers.md</c> says of each value where it was taken from, and when. Thread-safe.
/// </summary>
public static partial class Providers
{
    /// <summary>The names of all presets, as <see cref="Find"/> takes them.</summary>
    public static IReadOnlyCollection<string> Names => PresetFile.Names;

    /// <summary>Finds a preset by its name, for programs that read the name from their configuration.</summary>
    /// <param name="name">Its name, such as <c>github</c>, in letters of either case.</param>
    /// <returns>The preset.</returns>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those with a similar one, or all.</exception>
    public static OAuthProvider Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return PresetFile.Find(name) ?? throw new ArgumentException(
            SimilarNames.Find(name, Names) is { Length: > 0 } near
                ? $"There is no preset '{name}'. Did you mean {string.Join(" or ", near)}?"
                : $"There is no preset '{name}'. There are: {string.Join(", ", Names)}.",
            nameof(name));
    }

    private static TProvider Read<TProvider>(string name) where TProvider : OAuthProvider => (TProvider)PresetFile.Find(name)!;
}
