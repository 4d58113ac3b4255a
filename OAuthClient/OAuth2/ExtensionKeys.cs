namespace OAuthClient.OAuth2;

/// <summary>
/// The names of extensions' data in <see cref="PendingDance.Data"/> and <see cref="OAuthToken.Data"/>.
/// </summary>
internal static class ExtensionKeys
{
    /// <summary>The data of one extension, under its own names.</summary>
    public static Dictionary<string, Secret> Select(
        OAuth2Extension extension, IReadOnlyDictionary<string, Secret>? all)
    {
        var prefix = Prefix(extension);
        var own = (all ?? new Dictionary<string, Secret>())
            .Where(value => value.Key.StartsWith(prefix, StringComparison.Ordinal));
        return own.ToDictionary(value => value.Key[prefix.Length..], value => value.Value, StringComparer.Ordinal);
    }

    /// <summary>Puts the data of one extension in the place of its earlier data.</summary>
    public static void Replace(OAuth2Extension extension, ExtensionData data, Dictionary<string, Secret> all)
    {
        var prefix = Prefix(extension);
        foreach (var name in all.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToArray())
            all.Remove(name);
        foreach (var (name, value) in data.Values)
            all[prefix + name] = value;
    }

    private static string Prefix(OAuth2Extension extension) => $"extension/{extension.Name}/";
}
