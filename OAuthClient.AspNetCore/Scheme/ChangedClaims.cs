using System.Security.Claims;

namespace OAuthClient.AspNetCore.Scheme;

/// <summary>
/// The claims that the host adds to a principal (<see cref="OAuthSchemeOptions.ChangePrincipal"/>). They are marked in
/// the cookie, and removed at the next login: a role that was taken away since must not come back.
/// </summary>
internal static class ChangedClaims
{
    private const string Mark = "oauth-changed";

    public static async ValueTask<ClaimsPrincipal> AddAsync(
        ClaimsPrincipal principal, Func<ClaimsPrincipal, ValueTask<ClaimsPrincipal>> change)
    {
        var before = principal.Claims.Select(Describe).ToHashSet();
        var changed = await change(principal);
        foreach (var added in changed.Claims.Where(claim => !before.Contains(Describe(claim))))
            added.Properties[Mark] = "";
        return changed;
    }

    /// <summary>Removes them from identities of an earlier login, and identities that had no other claims.</summary>
    public static ClaimsIdentity[] Remove(IEnumerable<ClaimsIdentity> identities)
    {
        var kept = identities.Select(identity => identity.Clone()).ToArray();
        foreach (var identity in kept)
        {
            foreach (var claim in identity.Claims.Where(claim => claim.Properties.ContainsKey(Mark)).ToArray())
                identity.RemoveClaim(claim);
        }
        return [.. kept.Where(identity => identity.Claims.Any())];
    }

    private static (string? Scheme, string Type, string Value) Describe(Claim claim) =>
        (claim.Subject?.AuthenticationType, claim.Type, claim.Value);
}
