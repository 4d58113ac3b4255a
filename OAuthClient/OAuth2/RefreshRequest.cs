namespace OAuthClient.OAuth2;

/// <summary>
/// The refresh request (RFC 6749 section 6). It is sent only once: a refresh token that has reached the provider may be
/// spent.
/// </summary>
internal static class RefreshRequest
{
    // RFC 6749 section 5.2 defines invalid_grant; the others are errors that providers send instead of it.
    private static readonly HashSet<string> InvalidTokenErrors = new(StringComparer.Ordinal)
    {
        "invalid_grant", "bad_refresh_token", "invalid_refresh_token", "token_expired", "token_revoked",
        "interaction_required", "login_required", "consent_required",
    };

    public static ClientRequest Create(OAuth2Provider provider, OAuthToken token)
    {
        var request = new ClientRequest(provider, provider.TokenEndpoint);
        request.AddRange([("grant_type", "refresh_token")]);
        request.Add("refresh_token", token.RefreshToken);
        request.AddSecret(token.AccessToken);
        // RFC 6749 section 6: a request without scope asks for the scopes that were granted.
        request.AddRange(AuthorizationRequest.TargetParameters(provider));
        request.AddRange(provider.TokenParameters.Select(pair => (pair.Key, pair.Value)));
        return request;
    }

    /// <summary>Adds the fields of the old token that the answer did not repeat to the new one.</summary>
    public static OAuthToken Merge(OAuthToken old, OAuthToken fresh)
    {
        var fields = new Dictionary<string, Secret>(old.Fields, StringComparer.Ordinal);
        foreach (var (name, value) in fresh.Fields)
            fields[name] = value;
        return fresh with
        {
            // RFC 6749 section 6: the server may give a new refresh token, and if it does the old one is dropped.
            RefreshToken = fresh.RefreshToken.IsEmpty ? old.RefreshToken : fresh.RefreshToken,
            RefreshTokenExpiresAt = TokenExpiry.MergeRefresh(old, fresh),
            RequestedScopes = old.RequestedScopes,
            Fields = fields,
        };
    }

    public static bool IsRefreshTokenInvalid(OAuthError error) =>
        error.Code == OAuthErrorCode.ProviderError
        && error.ProviderError is { } providerError
        && InvalidTokenErrors.Contains(providerError);
}
