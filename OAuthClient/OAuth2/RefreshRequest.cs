namespace OAuthClient.OAuth2;

/// <summary>The refresh of an access token (RFC 6749 section 6). It is sent once: a refresh token that may have arrived may be spent.</summary>
internal static class RefreshRequest
{
    // RFC 6749 section 5.2 has the first; the others are what providers say instead.
    private static readonly HashSet<string> InvalidTokenErrors = new(StringComparer.Ordinal) { "invalid_grant", "bad_refresh_token", "invalid_refresh_token", "token_expired", "token_revoked", "interaction_required", "login_required", "consent_required" };

    public static ClientRequest Create(OAuth2Provider provider, OAuthToken token)
    {
        var request = new ClientRequest(provider, provider.TokenEndpoint);
        request.AddRange([("grant_type", "refresh_token")]);
        request.Add("refresh_token", token.RefreshToken);
        request.AddSecret(token.AccessToken);
        // RFC 6749 section 6: without a scope it stays what was granted, and never more.
        request.AddRange(AuthorizationRequest.TargetParameters(provider));
        request.AddRange(provider.TokenParameters.Select(pair => (pair.Key, pair.Value)));
        return request;
    }

    /// <summary>The new token, with what its answer did not repeat.</summary>
    public static OAuthToken Merge(OAuthToken before, OAuthToken after) => after with
    {
        // RFC 6749 section 6: the server may give a new refresh token, and if it does the old one is dropped.
        RefreshToken = after.RefreshToken.IsEmpty ? before.RefreshToken : after.RefreshToken,
        RequestedScopes = before.RequestedScopes,
        Fields = before.Fields.Concat(after.Fields).GroupBy(field => field.Key, StringComparer.Ordinal).ToDictionary(field => field.Key, field => field.Last().Value, StringComparer.Ordinal),
    };

    public static bool IsRefreshTokenInvalid(OAuthError error) => error.Code == OAuthErrorCode.ProviderError && error.ProviderError is { } said && InvalidTokenErrors.Contains(said);
}
