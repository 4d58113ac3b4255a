using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace OAuthClient.Login;

/// <summary>
/// Records which providers use each redirect URI, among the dances that share a pending-dance store. If two providers
/// whose callbacks do not name the provider shared a redirect URI, either could be given the other's authorization code
/// (RFC 9700 section 4.4).
/// </summary>
internal static class RedirectUriClaims
{
    // The keys are stores of the host: dances that are given the same store object share its claims.
    private static readonly ConditionalWeakTable<
        IPendingDanceStore, ConcurrentDictionary<string, ImmutableArray<OAuthProvider>>> Claims = [];

    public static void Claim(IPendingDanceStore store, string redirectUri, OAuthProvider provider)
    {
        var claims = Claims.GetOrCreateValue(store).AddOrUpdate(
            redirectUri,
            [provider],
            (_, known) => IsNewClaim(known, provider) ? known.Add(provider) : known);
        if (claims.FirstOrDefault(other => !MayShareRedirectUri(other, provider)) is not { } first)
            return;
        var areNamesakes = first.Name == provider.Name;
        var one = areNamesakes ? first.Identity : first.Name;
        var other = areNamesakes ? provider.Identity : provider.Name;
        throw new ArgumentException(
            $"The providers '{one}' and '{other}' share the redirect URI {redirectUri}, "
            + "and their callbacks do not both name their issuer, so one could be given the other's code. "
            + "Give each a redirect URI of its own; or set Issuer and IssuerInResponse of both, if they send it "
            + "(RFC 9207); or say Allow = Insecure.SharedRedirectUri.");
    }

    // RFC 9700 section 4.4.2: an issuer in each response, or a redirect URI of its own for each provider.
    private static bool MayShareRedirectUri(OAuthProvider one, OAuthProvider other) =>
        IsSameProvider(one, other)
        || (one.NamesIssuer && other.NamesIssuer)
        || (one.Allow | other.Allow).HasFlag(Insecure.SharedRedirectUri);

    // Servers that are called alike, such as two with an option for the host, are two providers.
    private static bool IsSameProvider(OAuthProvider one, OAuthProvider other) =>
        one.Name == other.Name && one.Identity == other.Identity;

    // Many dances of one provider, such as one for each customer, are one claim. A refused provider claims nothing.
    private static bool IsNewClaim(ImmutableArray<OAuthProvider> known, OAuthProvider provider) =>
        known.All(other => MayShareRedirectUri(other, provider)) && !known.Any(other => IsSameClaim(other, provider));

    private static bool IsSameClaim(OAuthProvider one, OAuthProvider other) =>
        IsSameProvider(one, other) && one.NamesIssuer == other.NamesIssuer && one.Allow == other.Allow;
}
