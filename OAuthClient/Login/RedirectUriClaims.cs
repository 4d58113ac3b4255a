using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using OAuthClient.Internal;

namespace OAuthClient.Login;

/// <summary>
/// Records which providers use each redirect URI, among the dances that share a pending-dance store. If two providers
/// whose callbacks do not name the provider shared a redirect URI, either could be given the other's authorization code
/// (RFC 9700 section 4.4).
/// </summary>
internal static class RedirectUriClaims
{
    // The keys are stores of the host: dances that are given the same store object share its claims.
    private static readonly ConditionalWeakTable<IPendingDanceStore, ConcurrentDictionary<string, Claim>> Claims = [];

    /// <summary>The use of one redirect URI. It has the same size, however many dances use it.</summary>
    /// <param name="Naming">The first provider whose callbacks name it.</param>
    /// <param name="HasFurther">Whether further providers name themselves.</param>
    /// <param name="Silent">The provider whose callbacks do not name it: there can be one only.</param>
    private sealed record Claim(Claimant? Naming, bool HasFurther, Claimant? Silent);

    // Servers that are called alike, such as two with an option for the host, are two providers.
    private sealed record Claimant(string Name, string Identity);

    /// <summary>Claims the redirect URI of one login.</summary>
    // RFC 8252 section 7.3: a provider takes any port of a loopback address, so the port tells no providers apart.
    public static void AddOfLogin(IPendingDanceStore store, string redirectUri, OAuthProvider provider)
    {
        var uri = redirectUri == SafeUrl.OutOfBand ? null : new Uri(redirectUri);
        var claimed = uri is not null && uri.Scheme == Uri.UriSchemeHttp && Loopback.IsHost(uri)
            ? new UriBuilder(uri) { Port = -1 }.Uri.AbsoluteUri
            : redirectUri;
        Add(store, claimed, provider);
    }

    public static void Add(IPendingDanceStore store, string redirectUri, OAuthProvider provider)
    {
        if (provider.Allow.HasFlag(Insecure.SharedRedirectUri))
            return;
        var own = new Claimant(provider.Name, provider.Identity);
        var claims = Claims.GetOrCreateValue(store);
        Claimant? other = null;
        claims.AddOrUpdate(
            Normalize(redirectUri),
            _ => Join(new(null, false, null), own, provider.NamesIssuer),
            (_, claim) => (other = FindConflict(claim, own, provider.NamesIssuer)) is null
                ? Join(claim, own, provider.NamesIssuer)
                : claim);
        if (other is not null)
            throw CreateError(redirectUri, other, own);
    }

    // RFC 9700 section 4.4.2: an issuer in each response, or a redirect URI of its own for each provider. Many dances
    // of one provider, such as one for each customer, are one claim.
    private static Claimant? FindConflict(Claim claim, Claimant own, bool isNaming)
    {
        if (claim.Silent is { } silent && silent != own)
            return silent;
        return !isNaming && claim.Naming is { } naming && (naming != own || claim.HasFurther) ? naming : null;
    }

    private static Claim Join(Claim claim, Claimant own, bool isNaming)
    {
        if (!isNaming)
            return claim with { Silent = own };
        return claim.Naming is null
            ? claim with { Naming = own }
            : claim with { HasFurther = claim.HasFurther || claim.Naming != own };
    }

    // RFC 3986 section 6.2.2: scheme and host in any case, and a default port, are the same address.
    private static string Normalize(string redirectUri) =>
        Uri.TryCreate(redirectUri, UriKind.Absolute, out var uri) ? uri.AbsoluteUri : redirectUri;

    private static ArgumentException CreateError(string redirectUri, Claimant first, Claimant second)
    {
        var areNamesakes = first.Name == second.Name;
        var one = areNamesakes ? first.Identity : first.Name;
        var other = areNamesakes ? second.Identity : second.Name;
        return new(
            $"The providers '{one}' and '{other}' share the redirect URI {redirectUri}, "
            + "and their callbacks do not both name their issuer, so one could be given the other's code. "
            + "Give each a redirect URI of its own; or set Issuer and IssuerInResponse of both, if they send it "
            + "(RFC 9207); or say Allow = Insecure.SharedRedirectUri.");
    }
}
