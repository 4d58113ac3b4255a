namespace OAuthClient.Presets;

/// <summary>Chooses options of the presets of <see cref="Providers"/>.</summary>
public static class ProviderOptions
{
    /// <summary>
    /// Chooses an option of a preset: <c>Providers.Google.With("offline")</c>,
    /// <c>Providers.GitLab.With("host", "git.example.com")</c>. Fields that you have overridden stay.
    /// </summary>
    /// <remarks><c>docs/providers.md</c> lists the options of each preset.</remarks>
    /// <typeparam name="TProvider">The kind of provider.</typeparam>
    /// <param name="provider">A preset, or a provider made from one.</param>
    /// <param name="option">The option.</param>
    /// <param name="value">The value of the option; null for an option without a value.</param>
    /// <returns>The provider with the option.</returns>
    /// <exception cref="ArgumentException">
    /// The preset has no such option (the message lists its options), or the value is invalid.
    /// </exception>
    public static TProvider With<TProvider>(this TProvider provider, string option, string? value = null)
        where TProvider : OAuthProvider
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(option);
        var before = provider.Preset as PresetWithOptions
            ?? throw new ArgumentException(
                $"The provider '{provider.Name}' was not made from a preset, so it has no options. Set its fields.",
                nameof(provider));
        var after = before.With(option, value);
        return (TProvider)ThreeWayMerge.Merge(provider, before.CreateProvider(), after.CreateProvider());
    }
}
