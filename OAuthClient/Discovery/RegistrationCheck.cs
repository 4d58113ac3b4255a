using OAuthClient.Http;
using OAuthClient.Internal;
using OAuthClient.OAuth2;

namespace OAuthClient.Discovery;

/// <summary>
/// Finds what makes a registration useless or unsafe. A provider may change each value (RFC 7591 section 3.2.1), so
/// other changes are no fault.
/// </summary>
/// <param name="provider">The provider.</param>
/// <param name="asked">The metadata that the program sent.</param>
/// <param name="options">The options of the registrar.</param>
internal sealed class RegistrationCheck(OAuth2Provider provider, ClientMetadata asked, RegistrationOptions options)
{
    /// <returns>The fault, in words that follow "The answer"; null when there is none.</returns>
    public RegistrationFault? Find(ClientRegistration registration, DateTimeOffset now) =>
        FindClientFault(registration)
        ?? FindMethodFault(registration)
        ?? FindSecretFault(registration, now)
        ?? FindUseFault(registration)
        ?? FindManagementFault(registration);

    // RFC 6749 appendix A.1: a client id has printable ASCII only.
    private static RegistrationFault? FindClientFault(ClientRegistration registration) =>
        registration.ClientId.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? new("has a client_id with a character that is no printable ASCII", Provider)
            : null;

    private const string Provider = "It is the provider's mistake: tell its operator.";

    private RegistrationFault? FindMethodFault(ClientRegistration registration)
    {
        var method = registration.TokenEndpointAuthMethod;
        if (RegistrationMethods.Find(method, provider) is not null)
            return null;
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
        // RFC 6750 section 2.1: a token with a line break could add a header.
        if (registration.RegistrationAccessToken.Reveal().AsSpan().ContainsAnyExceptInRange('!', '~'))
            return new("has a registration_access_token that cannot stand in a header", Provider);
        if (registration.RegistrationClientUri is not { } uri)
            return null;
        // RFC 7592 section 5: the token and the secret travel there.
        if (!IsSafe(uri))
            return new("has a registration_client_uri that is no https address", Provider);
        var isElsewhere = options.IssuerFromThirdParty
            && !SafeUrl.IsSameOrigin(new(provider.RegistrationEndpoint!), new(uri));
        return isElsewhere
            ? new(
                $"has a registration_client_uri at {new Uri(uri).IdnHost}, which is not the host of the registration endpoint",
                "If you trust the issuer, name it yourself instead of taking it from a third party.")
            : null;
    }

    private bool IsSafe(string uri)
    {
        try
        {
            SafeUrl.CheckEndpoint(provider.Name, "registration_client_uri", uri, provider.Allow);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
