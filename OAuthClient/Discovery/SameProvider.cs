using OAuthClient.OAuth2;

namespace OAuthClient.Discovery;

/// <summary>Compares two providers that were made of documents of one issuer.</summary>
internal static class SameProvider
{
    public static bool Is(OAuth2Provider one, OAuth2Provider other)
    {
        // Lists and dictionaries are compared by reference, and no document sets the dictionaries.
        var comparable = one with
        {
            GrantTypes = other.GrantTypes,
            CodeChallengeMethods = other.CodeChallengeMethods,
            ApiHeaders = other.ApiHeaders,
            AuthorizationParameters = other.AuthorizationParameters,
            TokenParameters = other.TokenParameters,
            EndpointHeaders = other.EndpointHeaders,
        };
        return comparable == other
            && one.GrantTypes.SequenceEqual(other.GrantTypes, StringComparer.Ordinal)
            && one.CodeChallengeMethods.SequenceEqual(other.CodeChallengeMethods, StringComparer.Ordinal);
    }
}
