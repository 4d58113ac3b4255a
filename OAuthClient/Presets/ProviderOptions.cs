namespace OAuthClient.Presets;

/// <summary>Chooses what the presets of <see cref="Providers"/> offer.</summary>
public static class ProviderOptions
{
    /// <summary>
    /// Chooses an option of a preset: <c>Providers.Google.With("offline")</c>, <c>Providers.GitLab.With("host", "git.example.com")</c>. What
    /// you have overridden stays. <c>docs/providers.md</c> lists the options of each preset.
    /// </summary>
    /// <typeparam name="TProvider">The kind of provider.</typeparam>
    /// <param name="provider">A preset, or what was made of one.</param>
    /// <param name="option">The option.</param>
    /// <param name="value">Its value; null for an option without one.</param>
    /// <returns>The provider with the option.</returns>
    /// <exception cref="ArgumentException">The preset has no such option (the message lists those it has), or the value is none for it.</exception>
    public static TProvider With<TProvider>(this TProvider provider, string option, string? value = null) where TProvider : OAuthProvider
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(option);
        var before = provider.Preset as PresetWithOptions
            ?? throw new ArgumentException($"The provider '{provider.Name}' was not made from a preset, so it has no options. Set its fields.", nameof(provider));
        return (TProvider)ThreeWayMerge.Merge(provider, before.CreateProvider(), before.With(option, value).CreateProvider());
    }
}
