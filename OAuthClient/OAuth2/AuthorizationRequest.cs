namespace OAuthClient.OAuth2;

/// <summary>The authorization request (RFC 6749 section 4.1.1): the address that the user is sent to.</summary>
internal static class AuthorizationRequest
{
    public static Uri Url(OAuth2Provider provider, string redirectUri, string state, Secret verifier)
    {
        List<(string Name, string Value)> parameters =
        [
            ("response_type", "code"),
            ("client_id", provider.ClientId),
            ("redirect_uri", redirectUri),
            ("state", state),
            // RFC 9700 section 2.1.1: clients must prevent code injection; PKCE does, for confidential clients too.
            ("code_challenge", Pkce.Challenge(verifier)),
            ("code_challenge_method", Pkce.Method),
        ];
        if (provider.Scopes.Count > 0)
            parameters.Add(("scope", string.Join(provider.ScopeJoiner, provider.Scopes)));
        var own = parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        parameters.AddRange(provider.AuthorizationParameters.Where(pair => !own.Contains(pair.Key)).Select(pair => (pair.Key, pair.Value)));
        return UrlForm.Append(provider.AuthorizationEndpoint, parameters);
    }
}
