namespace OAuthClient.Internal;

/// <summary>
/// The preset that a provider's value was made from, with the options that are set so far. Immutable.
/// </summary>
internal abstract class ProviderPreset
{
    /// <summary>Throws when the preset still lacks a required option.</summary>
    public abstract void ThrowIfInvalid();
}
