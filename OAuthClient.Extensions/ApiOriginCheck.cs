namespace OAuthClient.Extensions;

/// <summary>Refuses tokens for a client whose calls would never get one.</summary>
internal static class ApiOriginCheck
{
    /// <exception cref="InvalidOperationException">The provider names no API; the message says what to set.</exception>
    public static void ThrowIfNone(OAuthProvider provider)
    {
        if (provider.ApiBaseUrl is not null || provider.Origins.Count > 0)
            return;
        var key = $"{ConfiguredDance.Root}:{provider.Name}:{nameof(OAuthProvider.ApiBaseUrl)}";
        throw new InvalidOperationException(
            $"A client of the host has tokens of '{provider.Name}', and no call would get one: the provider names no "
            + $"API, and no metadata does. Set {key} in the configuration "
            + $"({key.Replace(":", "__", StringComparison.Ordinal)} in the environment) to the address of "
            + $"{provider.Title}'s API, or ApiBaseUrl or Origins of the provider.");
    }
}
