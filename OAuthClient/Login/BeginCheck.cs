using OAuthClient.Internal;

namespace OAuthClient.Login;

/// <summary>Checks the arguments of a login before anything is done.</summary>
internal static class BeginCheck
{
    /// <exception cref="ArgumentException">An argument is missing, unsafe or too large.</exception>
    /// <exception cref="InvalidOperationException">The provider or the dance has no logins.</exception>
    public static void ThrowIfInvalid(OAuthDance dance, OAuthUser user, OAuthBeginOptions options)
    {
        user.ThrowIfApplication();
        var provider = dance.Provider;
        if (!provider.HasLogins)
        {
            throw new InvalidOperationException(
                $"'{provider.Name}' has no logins. Call it with ApplicationSession, get a token with GrantAsync, or keep "
                + "a token that it gave you in the token store.");
        }
        ClaimRedirectUri(dance, options.RedirectUri);
        ReservedParameters.ThrowIfReserved(
            dance.Protocol.ReservedParameters, options.Parameters.Keys, $"{nameof(OAuthBeginOptions)}.Parameters");
        HostData.ThrowIfInvalid(options.Data);
        LoginSize.ThrowIfTooLarge(user, options);
    }

    /// <summary>Checks that it is safe for users to come back to an address.</summary>
    public static string CheckRedirectUri(OAuthProvider provider, string redirectUri)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(redirectUri);
        if (!provider.TakesPins || redirectUri != SafeUrl.OutOfBand)
            SafeUrl.CheckRedirectUri(redirectUri);
        return redirectUri;
    }

    private static void ClaimRedirectUri(OAuthDance dance, string? ofLogin)
    {
        var provider = dance.Provider;
        if (ofLogin is null && dance.RedirectUri is null)
        {
            throw new InvalidOperationException(
                $"The dance with '{provider.Name}' has no redirect URI, so no user could come back: "
                + "give it to the constructor or to OAuthBeginOptions, or set RedirectUri of AddOAuthDance.");
        }
        if (ofLogin is null || ofLogin == dance.RedirectUri)
            return;
        CheckRedirectUri(provider, ofLogin);
        RedirectUriClaims.AddOfLogin(dance.Dependencies.HostPendingDances, ofLogin, provider);
    }
}
