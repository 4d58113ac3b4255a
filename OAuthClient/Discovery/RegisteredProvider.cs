using OAuthClient.OAuth2;

namespace OAuthClient.Discovery;

/// <summary>Puts a registration, or the address of a client's metadata document, into a provider's value.</summary>
public static class RegisteredProvider
{
    /// <summary>
    /// Gives the provider the client id, the client secret and the client authentication of a registration. Of its
    /// scopes, those stay that the registration allows.
    /// </summary>
    /// <param name="provider">The provider.</param>
    /// <param name="registration">A registration at this provider.</param>
    /// <returns>The provider, to make dances with.</returns>
    /// <exception cref="ArgumentException">The program has no class for the method of authentication.</exception>
    public static OAuth2Provider WithRegistration(this OAuth2Provider provider, ClientRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(registration);
        var method = registration.TokenEndpointAuthMethod;
        var authentication = RegistrationMethods.Find(method, provider)
            ?? throw new ArgumentException(
                $"The client authenticates by {method}: set ClientAuthentication of the provider '{provider.Name}' "
                + "to a class of yours with that Name.",
                nameof(registration));
        return provider with
        {
            ClientId = registration.ClientId,
            // A provider may give a public client a secret, which is of no use.
            ClientSecret = RegistrationMethods.NeedsSecret(method) ? registration.ClientSecret : default,
            ClientAuthentication = authentication,
            Scopes = registration.Scopes.Count == 0
                ? provider.Scopes
                : [.. provider.Scopes.Where(registration.Scopes.Contains)],
        };
    }

    /// <summary>
    /// Gives the provider a client id that is the address of the client's metadata document
    /// (<see cref="ClientMetadata.ToDocument"/>). The client has no secret.
    /// </summary>
    /// <param name="provider">The provider.</param>
    /// <param name="clientIdUrl">The address of the document, which the provider must be able to reach.</param>
    /// <returns>The provider, to make dances with.</returns>
    /// <exception cref="ArgumentException">
    /// The provider does not read such documents (<see cref="OAuth2Provider.ClientIdMetadataDocuments"/>), or the
    /// address cannot be a client id.
    /// </exception>
    public static OAuth2Provider WithClientMetadata(this OAuth2Provider provider, string clientIdUrl)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ClientIdUrl.ThrowIfInvalid(clientIdUrl);
        if (!provider.ClientIdMetadataDocuments)
        {
            throw new ArgumentException(
                $"The provider '{provider.Name}' does not say that it reads client id metadata documents. Register the "
                + "client with a ClientRegistrar, or set ClientIdMetadataDocuments if the provider reads them all the same.",
                nameof(provider));
        }
        return provider with
        {
            ClientId = clientIdUrl,
            ClientSecret = default,
            ClientAuthentication = provider.ClientAuthentication is { Name: "private_key_jwt" } keyed
                ? keyed
                : ClientAuthentication.None,
        };
    }
}
