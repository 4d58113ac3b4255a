using OAuthClient.OAuth2;

namespace OAuthClient.Discovery;

/// <summary>The methods of client authentication: their names in RFC 7591 section 2, and their classes.</summary>
internal static class RegistrationMethods
{
    private const string Basic = "client_secret_basic";
    private const string None = "none";

    /// <summary>The method that a registration asks for.</summary>
    public static string Choose(ClientMetadata metadata, OAuth2Provider provider) =>
        metadata.TokenEndpointAuthMethod
        ?? (provider.ClientAuthentication is { } own ? NameOf(own) : null)
        // RFC 8252 section 8.4: a native program keeps no secret.
        ?? (metadata.ApplicationType == "native" ? None : Basic);

    /// <summary>The class for a method; null when the program has none.</summary>
    public static ClientAuthentication? Find(string name, OAuth2Provider provider)
    {
        if (provider.ClientAuthentication is { } own && NameOf(own) == name)
            return own;
        return name switch
        {
            Basic => ClientAuthentication.Basic,
            "client_secret_post" => ClientAuthentication.Post,
            None => ClientAuthentication.None,
            _ => null,
        };
    }

    /// <exception cref="ArgumentException">The program has no class for the method.</exception>
    public static void ThrowIfUnknown(string name, OAuth2Provider provider)
    {
        if (Find(name, provider) is not null)
            return;
        throw new ArgumentException(
            $"The program has no class for the TokenEndpointAuthMethod '{name}'. Write client_secret_basic, "
            + "client_secret_post or none, or set ClientAuthentication of the provider to a class of yours with that Name.");
    }

    /// <summary>Whether the method proves the client by a secret that the provider gives.</summary>
    public static bool NeedsSecret(string name) => name.StartsWith("client_secret_", StringComparison.Ordinal);

    /// <summary>Whether a method proves nothing, and the other one does.</summary>
    public static bool IsWeaker(string method, string other) => method == None && other != None;

    // RawBasic is a deviation of the library's own naming: providers know it as Basic.
    private static string NameOf(ClientAuthentication method) =>
        method == ClientAuthentication.RawBasic ? Basic : method.Name;
}
