using System.Security.Claims;

namespace OAuthClient.AspNetCore.Scheme;

/// <summary>Says whose account has logged in, where the host does not.</summary>
internal static class DefaultUser
{
    /// <param name="provider">The provider.</param>
    /// <param name="current">The user who began the login.</param>
    /// <param name="identities">The identities of that user in the cookie.</param>
    /// <param name="account">The account that has logged in.</param>
    public static OAuthAnswer Find(
        OAuthProvider provider, OAuthUser current, ClaimsIdentity[] identities, ClaimsIdentity account)
    {
        var id = UserProfile.FindId(account);
        var linked = identities.FirstOrDefault(identity => identity.AuthenticationType == provider.Name)
            ?.FindFirst(OAuthSchemeOptions.AccountClaimType)?.Value;
        if (current.IsKnown && (linked is null || linked == id))
            return OAuthAnswer.StoreFor(current);
        // A second account of the same provider is another person: a shared computer, or a user who switches.
        if (!current.IsKnown || current.Id == $"{provider.Name}:{linked}")
            return OAuthAnswer.StoreFor($"{provider.Name}:{id}");
        return OAuthResponse
            .Text($"You have another account of {provider.Title} here. Log out, and log in with this one.", 409)
            .AndDontStore();
    }
}
