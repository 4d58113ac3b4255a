using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace OAuthClient.Internal;

/// <summary>
/// Knows which providers could own the records that earlier versions of the library wrote, among the dances that
/// share a store. A record of earlier does not say to which of two servers with one name it belongs. Thread-safe.
/// </summary>
internal static class FormerKeyClaims
{
    // The keys of the table are stores of the host. The value of a claim is null once two providers have made it.
    private static readonly ConditionalWeakTable<
        object, ConcurrentDictionary<(string Provider, string ClientId), string?>> Claims = [];

    /// <summary>Claims the records of a provider, those of today and of earlier.</summary>
    public static void Claim(object store, IEnumerable<string> providers, OAuthProvider provider)
    {
        var claims = Claims.GetOrCreateValue(store);
        foreach (var key in providers)
        {
            claims.AddOrUpdate(
                (key, provider.ClientId),
                provider.Identity,
                (_, known) => known == provider.Identity ? known : null);
        }
    }

    /// <summary>Whether just one provider can own the earlier records.</summary>
    public static bool IsUnambiguous(object store, string formerProvider, string clientId) =>
        Claims.TryGetValue(store, out var claims)
        && claims.TryGetValue((formerProvider, clientId), out var identity)
        && identity is not null;
}
