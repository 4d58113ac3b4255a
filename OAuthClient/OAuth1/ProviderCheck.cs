namespace OAuthClient.OAuth1;

/// <summary>Refuses the value of an OAuth 1 provider that contradicts itself.</summary>
internal static class ProviderCheck
{
    private const string ProtocolPrefix = "oauth_";

    /// <summary>The parameters that only the protocol may set.</summary>
    public static IReadOnlyList<string> ReservedParameters { get; } =
        ["oauth_token", "oauth_callback", "oauth_verifier"];

    public static void ThrowIfContradictory(OAuth1Provider provider)
    {
        ThrowIfRealmInvalid(provider);
        Internal.ReservedParameters.ThrowIfReserved(
            ReservedParameters,
            provider.AuthorizationParameters.Keys,
            $"AuthorizationParameters of the provider '{provider.Name}'");
        foreach (var (field, url) in provider.Endpoints)
            ThrowIfInQuery(provider.Name, field, url!);
        ThrowIfAuthorizationIsTaken(provider);
        if (provider.Quirks.NoVerifier && provider.Quirks.NoVerifierIsDenial)
        {
            throw new ArgumentException(
                $"The provider '{provider.Name}' has the quirks NoVerifier and NoVerifierIsDenial: a callback without "
                + "a verifier cannot both end a login and deny it. Choose one.");
        }
        if (provider.Allow.HasFlag(Insecure.PasswordLogin) && provider.TokenEndpoint is null)
        {
            throw new ArgumentException(
                $"The provider '{provider.Name}' allows Insecure.PasswordLogin and has no TokenEndpoint for it.");
        }
    }

    private static void ThrowIfRealmInvalid(OAuth1Provider provider)
    {
        if (provider.Realm?.Any(letter => letter is < ' ' or > '~' or '"' or '\\') == true)
        {
            throw new ArgumentException(
                $"The Realm of the provider '{provider.Name}' has a quotation mark, a backslash or a letter that is not "
                + "ASCII; none of them fits into a header.");
        }
    }

    private static void ThrowIfInQuery(string name, string field, string url)
    {
        var query = url.Split('?', 2) is [_, var found] ? found : "";
        if (!query.Split('&').Any(pair => pair.StartsWith(ProtocolPrefix, StringComparison.OrdinalIgnoreCase)))
            return;
        throw new ArgumentException(
            $"{field} of the provider '{name}' has a parameter in its query that begins with {ProtocolPrefix}, which the "
            + "protocol sets itself. Leave it out.");
    }

    private static void ThrowIfAuthorizationIsTaken(OAuth1Provider provider)
    {
        if (provider.Placement == ParameterPlacement.Query
            || !provider.ApiHeaders.Keys.Contains("Authorization", StringComparer.OrdinalIgnoreCase))
        {
            return;
        }
        throw new ArgumentException(
            $"ApiHeaders of the provider '{provider.Name}' has Authorization, the header that the OAuth 1 parameters go "
            + "into. Leave it out, or set Placement to ParameterPlacement.Query.");
    }
}
