namespace OAuthClient.Internal;

/// <summary>The preset that a provider's value was made from, with the options it has so far. Immutable.</summary>
internal abstract class ProviderPreset
{
    /// <summary>Refuses a preset that still lacks a required option.</summary>
    public abstract void Check();
}
