namespace OAuthClient.Login;

/// <summary>The data of the host in a pending dance: from the beginning of a login to its end.</summary>
internal static class HostData
{
    private const string Prefix = "host/";

    /// <summary>Throws when a value has no name.</summary>
    public static void ThrowIfInvalid(IReadOnlyDictionary<string, Secret> data)
    {
        if (data.Keys.Any(string.IsNullOrEmpty))
            throw new ArgumentException($"{nameof(OAuthBeginOptions)}.Data has a value without a name.");
    }

    /// <summary>Puts the data of the host beside that of the protocol.</summary>
    public static IReadOnlyDictionary<string, Secret> AddTo(
        IReadOnlyDictionary<string, Secret> protocolData, IReadOnlyDictionary<string, Secret> hostData)
    {
        if (hostData.Count == 0)
            return protocolData;
        var all = new Dictionary<string, Secret>(protocolData, StringComparer.Ordinal);
        foreach (var (name, value) in hostData)
            all[Prefix + name] = value;
        return all;
    }

    /// <summary>The data that the host gave when the login began.</summary>
    public static IReadOnlyDictionary<string, Secret> Select(PendingDance pending) => pending.Data.Count == 0
        ? pending.Data
        : pending.Data
            .Where(value => value.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(value => value.Key[Prefix.Length..], value => value.Value, StringComparer.Ordinal);
}
