using OAuthClient.Http;
using OAuthClient.OAuth2;

namespace OAuthClient.Discovery;

/// <summary>
/// Finds what makes a registration useless or unsafe. A provider may change each value (RFC 7591 section 3.2.1), so
/// other changes are no fault.
/// </summary>
/// <param name="provider">The provider.</param>
/// <param name="asked">The metadata that the program sent.</param>
/// <param name="askedMethod">The method of client authentication that the program asked for.</param>
internal sealed class RegistrationCheck(OAuth2Provider provider, ClientMetadata asked, string askedMethod)
{
    /// <returns>The fault, in words that follow "The answer"; null when there is none.</returns>
    public RegistrationFault? Find(ClientRegistration registration, DateTimeOffset now) =>
        FindClientFault(registration)
        ?? FindMethodFault(registration)
        ?? FindSecretFault(registration, now)
        ?? FindUseFault(registration)
        ?? FindManagementFault(registration);

    /// <summary>Finds why a registration that is stored does not fit the metadata of this program.</summary>
    /// <returns>The fault, in words that follow "The stored registration"; null when there is none.</returns>
    public RegistrationFault? FindMisfit(ClientRegistration stored) =>
        FindUseFault(stored) is { } fault
            ? fault with
            {
                Hint = "Another registrar with the same store, issuer and redirect URIs may have registered it: give "
                    + "each client of the program a name of its own in RegistrationOptions.Client. If the program has "
                    + "changed, call UpdateAsync.",
            }
            : FindManagementFault(stored);

    private static RegistrationFault? FindClientFault(ClientRegistration registration) =>
        RegistrationText.IsClientId(registration.ClientId)
            ? null
            : new(
                "has a client_id that is blank, longer than 250 characters or no printable ASCII",
                RegistrationFault.ProviderMistake);

    private RegistrationFault? FindMethodFault(ClientRegistration registration)
    {
        var method = registration.TokenEndpointAuthMethod;
        if (RegistrationMethods.Find(method, provider) is not null)
        {
            // A client without a secret is the choice of the program, and not of the provider.
            return RegistrationMethods.IsWeaker(method, askedMethod)
                ? new(
                    $"has the token_endpoint_auth_method none, and the program asked for {askedMethod}",
                    "If the client may be public, ask for it: TokenEndpointAuthMethod = \"none\".")
                : null;
        }
        return new(
            $"has the token_endpoint_auth_method '{Mask.Clean(method)}', which the program has no class for",
            "Ask for another one with TokenEndpointAuthMethod, or set ClientAuthentication of the provider to a class "
            + "of yours with that Name.");
    }

    private static RegistrationFault? FindSecretFault(ClientRegistration registration, DateTimeOffset now)
    {
        if (!RegistrationMethods.NeedsSecret(registration.TokenEndpointAuthMethod))
            return null;
        if (registration.ClientSecret.IsEmpty)
        {
            return new(
                $"has the method {registration.TokenEndpointAuthMethod} and no client_secret",
                "Ask for another method with TokenEndpointAuthMethod, such as none.");
        }
        if (!RegistrationText.IsSecret(registration.ClientSecret.Reveal()))
            return new("has a client_secret that is no printable ASCII", RegistrationFault.ProviderMistake);
        return registration.ClientSecretExpiresAt <= now
            ? new("has a client_secret that has expired already", "Is the clock of this machine right?")
            : null;
    }

    private RegistrationFault? FindUseFault(ClientRegistration registration)
    {
        // RFC 7591 section 3.2.1: a login would come back to another address, or be refused.
        if (asked.RedirectUris.Except(registration.RedirectUris, StringComparer.Ordinal).FirstOrDefault() is { } lost)
        {
            return new(
                $"does not have the redirect URI {lost.Split('?')[0]}",
                "Logins would fail. Does the provider allow this address? Some want https, or 127.0.0.1 instead of "
                + "localhost.");
        }
        // A refresh token is a courtesy of the provider; without another grant the program cannot do its work.
        var refused = asked.GrantTypes.Where(type => type != "refresh_token")
            .Except(registration.GrantTypes, StringComparer.Ordinal).FirstOrDefault();
        return refused is null || registration.GrantTypes.Count == 0
            ? null
            : new($"does not have the grant type {refused}", "Does the provider allow it to clients that register?");
    }

    private RegistrationFault? FindManagementFault(ClientRegistration registration)
    {
        if (!RegistrationText.IsToken(registration.RegistrationAccessToken.Reveal()))
        {
            return new(
                "has a registration_access_token that cannot stand in a header", RegistrationFault.ProviderMistake);
        }
        return registration.RegistrationClientUri is { } url ? ManagementAddress.FindFault(provider, url) : null;
    }
}
