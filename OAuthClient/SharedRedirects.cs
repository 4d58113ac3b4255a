using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace OAuthClient;

/// <summary>
/// Which provider each redirect URI belongs to, among the dances that share a pending-dance store. With one URI for two providers that do
/// not name themselves, one provider could hand over the other's code (RFC 9700 section 4.4).
/// </summary>
internal static class SharedRedirects
{
    private static readonly ConditionalWeakTable<IPendingDanceStore, ConcurrentDictionary<string, OAuthProvider>> Claims = [];

    public static void Claim(IPendingDanceStore store, string redirectUri, OAuthProvider provider)
    {
        var first = Claims.GetOrCreateValue(store).GetOrAdd(redirectUri, provider);
        // RFC 9700 section 4.4.2: an issuer in each response, or a redirect URI of its own for each provider.
        if (first.Name == provider.Name || (first.NamesItself && provider.NamesItself) || (first.Allow | provider.Allow).HasFlag(Insecure.SharedRedirectUri))
            return;
        throw new ArgumentException(
            $"The providers '{first.Name}' and '{provider.Name}' share the redirect URI {redirectUri}, and their callbacks do not both name their issuer, so one could be given the other's code. "
            + "Give each a redirect URI of its own; or set Issuer and IssuerInResponse of both, if they send it (RFC 9207); or say Allow = Insecure.SharedRedirectUri.");
    }
}
