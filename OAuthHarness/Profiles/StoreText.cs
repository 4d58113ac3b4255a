namespace OAuthHarness.Profiles;

/// <summary>A store as a profile names it: a kind and, behind a colon, its place.</summary>
internal static class StoreText
{
    private static readonly string[] ConnectionKinds = ["postgresql", "redis"];

    public static (string Kind, string Place) Parse(string store)
    {
        var colon = store.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (store, "") : (store[..colon], store[(colon + 1)..]);
    }

    /// <summary>The store with the whole path of its place, where that is a path.</summary>
    public static string WithWholePath(string store) =>
        Parse(store) is ("files" or "sqlite", { Length: > 0 } place) && !EnvironmentText.IsReference(place)
            ? $"{Parse(store).Kind}:{Path.GetFullPath(place)}"
            : store;

    /// <summary>Whether a store may hold a password, and not only the name of a variable.</summary>
    public static bool IsSecret(string store) =>
        Parse(store) is var (kind, place) && ConnectionKinds.Contains(kind) && !EnvironmentText.IsReference(place);

    /// <summary>The store for people: a connection string may hold a password.</summary>
    public static string Mask(string store) => IsSecret(store) ? $"{Parse(store).Kind}:***" : store;
}
