using System.Collections.Concurrent;

namespace OAuthClient.Internal;

/// <summary>
/// Knows which providers of this process could own the records that earlier versions of the library wrote. Such a
/// record does not say to which of two servers with one name it belongs. Thread-safe.
/// </summary>
/// <remarks>
/// The claims are those of the process and not of a store: two store objects may keep their records in one place.
/// </remarks>
internal static class FormerKeyClaims
{
    // A program may make a dance for each server that its users name.
    private const int MaxCount = 10_000;

    // The value is null once two providers have made the claim.
    private static readonly ConcurrentDictionary<(string Provider, string ClientId), string?> Claims = new();

    /// <summary>Claims the records of a provider, those of today and of earlier.</summary>
    public static void Claim(IEnumerable<string> providers, OAuthProvider provider)
    {
        foreach (var key in providers.Select(name => (name, provider.ClientId)))
        {
            if (Claims.Count < MaxCount || Claims.ContainsKey(key))
                Claims.AddOrUpdate(key, provider.Identity, (_, known) => known == provider.Identity ? known : null);
        }
    }

    /// <summary>Whether just one provider can own the earlier records. Beyond the bound, it is not known.</summary>
    public static bool IsUnambiguous(string formerProvider, string clientId) =>
        Claims.TryGetValue((formerProvider, clientId), out var identity) && identity is not null;
}
